// Bytes of a message to a list of named fields (RFC 5246 §7).
#include "tls/trace/annotate.h"

#include "tls/base/error.h"
#include "tls/messages/handshake_message.h"
#include "tls/trace/collector.h"
#include "tls/trace/key_exchange.h"
#include "tls/wire/codec.h"

namespace vitrine::tls {

namespace {

template <class M> void annotate_as(Annotation& annotation, View bytes, std::string_view inside = "") {
    Collector collector{annotation, inside};
    try {
        decode<M>(annotation.name, bytes, &collector);
    } catch (const Failure& failure) {
        annotation.fault = failure.sentence;
    }
}

// A handshake message whose content is none of those that vitrine itself reads.
template <class Body> struct Foreign {
    HandshakeType type{};
    Body body;
};

template <class Body> void describe(Wire& wire, Foreign<Body>& message) {
    wire.number("msg_type", message.type);
    wire.open("body", Length::u24, {0, 0xffffff});
    describe(wire, message.body);
    wire.close();
}

void annotate_handshake(Annotation& annotation, View bytes, KeyExchangeAlgorithm exchange) {
    const bool from_server = annotation.name == "ServerKeyExchange";
    const bool is_foreign =
        exchange != KeyExchangeAlgorithm::ecdhe && (from_server || annotation.name == "ClientKeyExchange");
    if (!is_foreign) return annotate_as<HandshakeMessage>(annotation, bytes, ".body");
    if (exchange == KeyExchangeAlgorithm::dhe && from_server)
        return annotate_as<Foreign<ServerDhExchange>>(annotation, bytes, ".body");
    if (exchange == KeyExchangeAlgorithm::dhe)
        return annotate_as<Foreign<ClientDhExchange>>(annotation, bytes, ".body");
    if (exchange == KeyExchangeAlgorithm::rsa && !from_server)
        return annotate_as<Foreign<ClientRsaExchange>>(annotation, bytes, ".body");
    annotate_as<Foreign<OtherExchange>>(annotation, bytes, ".body");
}

} // namespace

KeyExchangeAlgorithm key_exchange_of(std::string_view cipher_suite) {
    for (const std::string_view start : {"TLS_ECDHE_RSA_WITH_", "TLS_ECDHE_ECDSA_WITH_"})
        if (cipher_suite.starts_with(start)) return KeyExchangeAlgorithm::ecdhe;
    for (const std::string_view start : {"TLS_DHE_RSA_WITH_", "TLS_DHE_DSS_WITH_"})
        if (cipher_suite.starts_with(start)) return KeyExchangeAlgorithm::dhe;
    return cipher_suite.starts_with("TLS_RSA_WITH_") ? KeyExchangeAlgorithm::rsa : KeyExchangeAlgorithm::other;
}

std::string struct_name(HandshakeType type) {
    switch (type) {
    case HandshakeType::hello_request: return "HelloRequest";
    case HandshakeType::client_hello: return "ClientHello";
    case HandshakeType::server_hello: return "ServerHello";
    case HandshakeType::new_session_ticket: return "NewSessionTicket";
    case HandshakeType::certificate: return "Certificate";
    case HandshakeType::server_key_exchange: return "ServerKeyExchange";
    case HandshakeType::certificate_request: return "CertificateRequest";
    case HandshakeType::server_hello_done: return "ServerHelloDone";
    case HandshakeType::certificate_verify: return "CertificateVerify";
    case HandshakeType::client_key_exchange: return "ClientKeyExchange";
    case HandshakeType::finished: return "Finished";
    case HandshakeType::certificate_url: return "CertificateURL";
    case HandshakeType::certificate_status: return "CertificateStatus";
    default: return name_of(type);
    }
}

Annotation annotate(ContentType type, View bytes, KeyExchangeAlgorithm exchange) {
    Annotation annotation{name_of(type), {}, {}};
    if (type == ContentType::handshake) {
        annotation.name = bytes.empty() ? "Handshake" : struct_name(HandshakeType{bytes[0]});
        annotate_handshake(annotation, bytes, exchange);
    } else if (type == ContentType::change_cipher_spec) {
        annotation.name = "ChangeCipherSpec";
        annotate_as<ChangeCipherSpec>(annotation, bytes);
    } else if (type == ContentType::alert) {
        annotation.name = "Alert";
        annotate_as<Alert>(annotation, bytes);
    }
    add_rest(annotation, bytes);
    return annotation;
}

} // namespace vitrine::tls
