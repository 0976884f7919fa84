// A handshake message with its header: type, 24-bit length, body (RFC 5246 §7.4).
#pragma once

#include "tls/messages/alert.h"
#include "tls/messages/certificate.h"
#include "tls/messages/finished.h"
#include "tls/messages/hello.h"
#include "tls/messages/key_exchange.h"

namespace vitrine::tls {

constexpr std::size_t handshake_header_size = 4; // bytes

struct UnknownMessage {
    Bytes content;
};

struct HandshakeMessage {
    HandshakeType type{};
    std::variant<UnknownMessage, HelloRequest, ClientHello, ServerHello, NewSessionTicket, Certificate,
                 ServerKeyExchange, CertificateRequest, ServerHelloDone, CertificateVerify, ClientKeyExchange, Finished,
                 CertificateStatus>
        body;
};

// Header and body, for annotating a whole message; the handshake itself decodes bodies by their type.
void describe(Wire& wire, HandshakeMessage& message);

// Header and encoded body as they go into a record and into the transcript.
Bytes with_header(HandshakeType type, View body);
// The bytes behind the header.
inline View body_of(View message) { return message.subspan(handshake_header_size); }

} // namespace vitrine::tls
