// AES-128-GCM and AES-256-GCM (NIST SP 800-38D), keyed once for one direction, in place.
#pragma once

#include "crypto/bytes.h"

#include <memory>

namespace vitrine::crypto {

class AesGcm {
public:
    static constexpr std::size_t nonce_size = 12; // bytes
    static constexpr std::size_t tag_size = 16;   // bytes; never less: a short tag is a forgery waiting to happen

    // `key` is 16 or 32 bytes; any other size is a std::logic_error. The key table is built here, once.
    explicit AesGcm(View key);
    AesGcm(AesGcm&&) noexcept;
    AesGcm& operator=(AesGcm&&) noexcept;
    AesGcm(const AesGcm&) = delete; // a copied key would seal two messages under one nonce
    AesGcm& operator=(const AesGcm&) = delete;
    ~AesGcm();

    // Encrypts `text` where it lies and writes the tag of `aad` and the ciphertext.
    void seal(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
              std::span<std::uint8_t, tag_size> tag);

    // Decrypts `text` where it lies. False if the tag does not fit: `text` is then all zeros.
    [[nodiscard]] bool open(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
                            std::span<const std::uint8_t, tag_size> tag);

private:
    class State;
    std::unique_ptr<State> state_;
};

// What does the work on this machine, e.g. "Crypto++ 8.7 (AES-NI, CLMUL)"; says so if it is table-driven.
std::string aes_gcm_implementation();

} // namespace vitrine::crypto
