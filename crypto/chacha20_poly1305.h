// AEAD_CHACHA20_POLY1305 (RFC 8439 §2.8), keyed once for one direction, in place.
#pragma once

#include "crypto/bytes.h"

#include <memory>

namespace vitrine::crypto {

class ChaCha20Poly1305 {
public:
    static constexpr std::size_t key_size = 32;   // bytes
    static constexpr std::size_t nonce_size = 12; // bytes
    static constexpr std::size_t tag_size = 16;   // bytes; never less: a short tag is a forgery waiting to happen

    // A key of another size is a std::logic_error. What is made of it lies on the heap and is wiped at the end. Neither
    // time nor addresses depend on key or text: additions, rotations and multiplications are all that is done.
    explicit ChaCha20Poly1305(View key);
    ChaCha20Poly1305(ChaCha20Poly1305&&) noexcept;
    ChaCha20Poly1305& operator=(ChaCha20Poly1305&&) noexcept;
    ChaCha20Poly1305(const ChaCha20Poly1305&) = delete; // a copied key would seal two messages under one nonce
    ChaCha20Poly1305& operator=(const ChaCha20Poly1305&) = delete;
    ~ChaCha20Poly1305();

    // Encrypts `text`, 2^38 - 64 bytes at most, where it lies and writes the tag of `aad` and the ciphertext.
    void seal(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
              std::span<std::uint8_t, tag_size> tag);

    // Decrypts `text` where it lies. False if the tag does not fit: `text` is then all zeros.
    [[nodiscard]] bool open(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
                            std::span<const std::uint8_t, tag_size> tag);

private:
    class Ciphers;
    std::unique_ptr<Ciphers> ciphers_;
};

// What does the work on this machine, e.g. "Crypto++ 8.7 (AVX2)".
std::string chacha20_poly1305_implementation();

} // namespace vitrine::crypto
