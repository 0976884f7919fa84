// What a benchmarked connection looks like, for every stack alike.
#pragma once

#include "bench/certificates.h"
#include "tls/keys/aead.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace vitrine::bench {

enum class Suite : std::uint8_t { aes_128, aes_256, chacha20 };
enum class Group : std::uint8_t { x25519, p256 };
enum class Resumed : std::uint8_t { no, by_ticket, by_session_id };
enum class Side : std::uint8_t { client, server };

constexpr std::chrono::seconds session_lifetime = std::chrono::hours{24}; // longer than any run

struct Scenario {
    KeyKind key_kind = KeyKind::rsa_2048; // of the server and of its CA
    Group group = Group::x25519;
    Suite suite = Suite::aes_128;
    Resumed resumed = Resumed::no; // a first handshake is full in any case
};

// What most rows use: the commonest certificate, and the group that every stack puts first.
constexpr Scenario usual{};
constexpr std::string_view server_name = "localhost";

constexpr std::string_view name_of(Suite suite) {
    switch (suite) {
    case Suite::aes_128: return "AES-128";
    case Suite::aes_256: return "AES-256";
    case Suite::chacha20: return "ChaCha20";
    }
    return {};
}

constexpr tls::AeadCipher cipher_of(Suite suite) {
    switch (suite) {
    case Suite::aes_128: return tls::aes_128_gcm;
    case Suite::aes_256: return tls::aes_256_gcm;
    case Suite::chacha20: return tls::chacha20_poly1305;
    }
    return {};
}

} // namespace vitrine::bench
