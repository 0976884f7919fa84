// HelloRequest, ClientHello and ServerHello (RFC 5246 §7.4.1).
#pragma once

#include "tls/messages/extensions.h"

#include <array>

namespace vitrine::tls {

constexpr std::size_t random_size = 32; // bytes; RFC 5246 §7.4.1.2
using Random = std::array<std::uint8_t, random_size>;
constexpr std::size_t session_id_size = 32; // bytes of one that we make; RFC 5246 §7.4.1.2 allows 0 … 32

struct HelloRequest {}; // RFC 5246 §7.4.1.1: no content

struct ClientHello { // RFC 5246 §7.4.1.2
    ProtocolVersion client_version = ProtocolVersion::tls12;
    Random random{};
    Bytes session_id;
    std::vector<CipherSuite> cipher_suites;
    std::vector<CompressionMethod> compression_methods;
    std::optional<Extensions> extensions; // absent is not the same as empty
};

struct ServerHello { // RFC 5246 §7.4.1.3
    ProtocolVersion server_version = ProtocolVersion::tls12;
    Random random{};
    Bytes session_id;
    CipherSuite cipher_suite{};
    CompressionMethod compression_method = CompressionMethod::null;
    std::optional<Extensions> extensions;
};

void describe(Wire& wire, HelloRequest& request);
void describe(Wire& wire, ClientHello& hello);
void describe(Wire& wire, ServerHello& hello);

} // namespace vitrine::tls
