// Bytes of a message to a list of named fields, by the same description that reads and writes it.
#pragma once

#include "crypto/bytes.h"
#include "tls/base/numbers.h"

namespace vitrine::tls {

// A Field (tls/wire/field_sink.h) that keeps what it says.
struct AnnotatedField {
    std::string path; // "ClientHello.extensions[2].extension_type"
    std::string name; // "extension_type"
    std::size_t offset;
    Bytes bytes;
    std::string meaning; // as the peer sent it: escape it before it reaches a terminal
    std::size_t depth;
};

struct Annotation {
    std::string name; // "ClientHello", "ChangeCipherSpec", "Alert"
    std::vector<AnnotatedField> fields;
    std::string fault; // why the message could not be read to its end; empty if it could
};

// What ServerKeyExchange and ClientKeyExchange hold goes with the cipher suite (RFC 5246 §7.4.3, §7.4.7).
enum class KeyExchangeAlgorithm : std::uint8_t { ecdhe, dhe, rsa, other };
// By the suite's official name: "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256".
KeyExchangeAlgorithm key_exchange_of(std::string_view cipher_suite);

// Never refuses: what cannot be read is one last field, "not_understood", so each byte is in exactly one field.
// Handshake messages come with their 4-byte header; its fields are "ClientHello.msg_type" and "ClientHello.body".
Annotation annotate(ContentType type, View bytes, KeyExchangeAlgorithm exchange = KeyExchangeAlgorithm::ecdhe);

// The same for the DER of one certificate (RFC 5280 §4.1): "Certificate.tbsCertificate.serialNumber". A field that
// holds others is told by its tag and length alone.
Annotation annotate_certificate(View der);

// What the RFC calls the struct: "ClientHello"; "unknown(0x63)" for a handshake type without one.
std::string struct_name(HandshakeType type);

} // namespace vitrine::tls
