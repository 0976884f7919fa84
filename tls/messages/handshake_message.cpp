// A handshake message with its header: type, 24-bit length, body (RFC 5246 §7.4).
#include "tls/messages/handshake_message.h"
#include "tls/wire/writer.h"

namespace vitrine::tls {

namespace {

void describe(Wire& wire, UnknownMessage& message) { wire.rest("content", message.content); }

// The body as the kind it has, or becomes it: so a fresh one takes the kind that the type calls for.
template <class Body> void describe_as(Wire& wire, HandshakeMessage& message) {
    if (!std::holds_alternative<Body>(message.body)) message.body.emplace<Body>();
    describe(wire, std::get<Body>(message.body));
}

void describe_body(Wire& wire, HandshakeMessage& message) {
    switch (message.type) {
    case HandshakeType::hello_request: return describe_as<HelloRequest>(wire, message);
    case HandshakeType::client_hello: return describe_as<ClientHello>(wire, message);
    case HandshakeType::server_hello: return describe_as<ServerHello>(wire, message);
    case HandshakeType::new_session_ticket: return describe_as<NewSessionTicket>(wire, message);
    case HandshakeType::certificate: return describe_as<Certificate>(wire, message);
    case HandshakeType::server_key_exchange: return describe_as<ServerKeyExchange>(wire, message);
    case HandshakeType::certificate_request: return describe_as<CertificateRequest>(wire, message);
    case HandshakeType::server_hello_done: return describe_as<ServerHelloDone>(wire, message);
    case HandshakeType::certificate_verify: return describe_as<CertificateVerify>(wire, message);
    case HandshakeType::client_key_exchange: return describe_as<ClientKeyExchange>(wire, message);
    case HandshakeType::finished: return describe_as<Finished>(wire, message);
    case HandshakeType::certificate_status: return describe_as<CertificateStatus>(wire, message);
    default: return describe_as<UnknownMessage>(wire, message);
    }
}

} // namespace

void describe(Wire& wire, HandshakeMessage& message) {
    wire.number("msg_type", message.type);
    wire.open("body", Length::u24, {0, 0xffffff});
    describe_body(wire, message);
    wire.close();
}

Bytes with_header(HandshakeType type, View body) {
    Bytes content = to_bytes(body);
    Writer writer;
    writer.number("msg_type", type);
    writer.opaque("body", content, Length::u24, {0, 0xffffff});
    return writer.take();
}

} // namespace vitrine::tls
