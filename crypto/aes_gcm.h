// AES-128-GCM and AES-256-GCM (NIST SP 800-38D), keyed once for one direction, in place.
#pragma once

#include "crypto/aes_gcm_kernel.h"
#include "crypto/bytes.h"

#include <memory>

namespace vitrine::crypto {

class AesGcm {
public:
    static constexpr std::size_t nonce_size = 12; // bytes
    static constexpr std::size_t tag_size = 16;   // bytes; never less: a short tag is a forgery waiting to happen

    // Nonce and additional data as big-endian numbers, in the order of their bytes. They stay in registers; of bytes
    // stored one by one and loaded as a whole, the CPU would wait for the stores.
    struct Nonce {
        std::uint32_t fixed;      // SP 800-38D §8.2.1: the fixed field
        std::uint64_t invocation; // and the invocation field
    };
    struct ShortAad { // up to 16 bytes, zeros behind them
        std::uint64_t first, last;
        std::size_t size; // bytes
    };

    // `key` is 16 or 32 bytes; any other size is a std::logic_error, and so is a kernel that this CPU cannot run. What
    // is made of the key lies in one piece of memory of less than 900 bytes, and is wiped at the end; Crypto++ takes
    // more of it, once it seals and once it opens.
    explicit AesGcm(View key, AesGcmKernel kernel = default_kernel());
    AesGcm(AesGcm&&) noexcept;
    AesGcm& operator=(AesGcm&&) noexcept;
    AesGcm(const AesGcm&) = delete; // a copied key would seal two messages under one nonce
    AesGcm& operator=(const AesGcm&) = delete;
    ~AesGcm();

    // Encrypts `text`, 2^36 - 32 bytes at most, where it lies and writes the tag of `aad` and the ciphertext.
    void seal(Nonce nonce, const ShortAad& aad, MutableView text, std::span<std::uint8_t, tag_size> tag);
    void seal(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
              std::span<std::uint8_t, tag_size> tag);

    // Decrypts `text` where it lies. False if the tag does not fit: `text` is then all zeros.
    [[nodiscard]] bool open(Nonce nonce, const ShortAad& aad, MutableView text,
                            std::span<const std::uint8_t, tag_size> tag);
    [[nodiscard]] bool open(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
                            std::span<const std::uint8_t, tag_size> tag);

private:
    class KernelKey;
    class CryptoppKeys;
    std::unique_ptr<KernelKey> kernel_key_; // one of the two
    std::unique_ptr<CryptoppKeys> cryptopp_keys_;
};

// What does the work on this machine, e.g. "avx512 (VAES, VPCLMULQDQ, AVX-512)" or "cryptopp (8.7; AES-NI, CLMUL)".
std::string aes_gcm_implementation();

} // namespace vitrine::crypto
