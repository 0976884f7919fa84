// The AEADs of our suites: what each takes from the key block and puts into a record (RFC 5246 §6.1, §6.2.3.3).
#pragma once

#include <cstddef>
#include <cstdint>

namespace vitrine::tls {

enum class Aead : std::uint8_t { aes_gcm, chacha20_poly1305 };

// Both nonces together make the AEAD's, of 12 bytes: one behind the other where there are two (RFC 5288 §3), else the
// sequence number goes into the one by exclusive or (RFC 7905 §2). Each tag has 16 bytes.
struct AeadCipher {
    Aead aead = Aead::aes_gcm;
    std::size_t key_size = 16;           // bytes; enc_key_length of RFC 5246 §6.1
    std::size_t implicit_nonce_size = 4; // bytes; fixed_iv_length: the write IV of a side
    std::size_t explicit_nonce_size = 8; // bytes; record_iv_length: what travels with each record

    bool operator==(const AeadCipher&) const = default;
};

constexpr AeadCipher aes_128_gcm{Aead::aes_gcm, 16, 4, 8};                  // RFC 5288 §3
constexpr AeadCipher aes_256_gcm{Aead::aes_gcm, 32, 4, 8};                  // RFC 5288 §3
constexpr AeadCipher chacha20_poly1305{Aead::chacha20_poly1305, 32, 12, 0}; // RFC 7905 §2

} // namespace vitrine::tls
