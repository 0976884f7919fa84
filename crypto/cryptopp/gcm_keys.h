// AES-GCM by Crypto++ (NIST SP 800-38D): the reference, and what is used where no kernel of ours runs.
#pragma once

#include "crypto/aes_gcm.h"

namespace vitrine::crypto {

// A key for both directions. Each is set up by its first message: most keys are used for one.
class AesGcm::CryptoppKeys {
public:
    explicit CryptoppKeys(View key); // 16 or 32 bytes
    CryptoppKeys(const CryptoppKeys&) = delete;
    CryptoppKeys& operator=(const CryptoppKeys&) = delete;
    ~CryptoppKeys();

    void seal(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
              std::span<std::uint8_t, tag_size> tag);
    // False leaves in `text` what Crypto++ wrote.
    bool open(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
              std::span<const std::uint8_t, tag_size> tag);

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string cryptopp_description(); // "Crypto++ 8.7 (AES-NI, CLMUL)"; says so if it is table-driven

} // namespace vitrine::crypto
