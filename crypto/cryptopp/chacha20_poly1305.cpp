// AEAD_CHACHA20_POLY1305 (RFC 8439 §2.8) put together from Crypto++'s ChaCha20 and Poly1305: its own combination of the
// two takes memory for each message.
#include "crypto/chacha20_poly1305.h"

#include "crypto/equal.h"
#include "crypto/secret.h"

#include <array>
#include <bit>
#include <cryptopp/chacha.h>
#include <cryptopp/config_ver.h>
#include <cryptopp/poly1305.h>
#include <cstring>
#include <stdexcept>

namespace vitrine::crypto {

namespace {

constexpr std::size_t block_size = 64;                                    // bytes of ChaCha20; RFC 8439 §2.3
constexpr std::size_t one_time_key_size = 32;                             // bytes; RFC 8439 §2.6
constexpr std::size_t padded_size = 16;                                   // bytes; RFC 8439 §2.8
constexpr std::uint64_t max_text = (std::uint64_t{1} << 38) - block_size; // bytes; RFC 8439 §2.8
constexpr std::array<std::uint8_t, padded_size> zeros{};

// Both lengths in bytes, each as eight bytes of which the last is the most significant.
std::array<std::uint8_t, 16> lengths_of(std::uint64_t aad_size, std::uint64_t text_size) {
    std::array<std::uint8_t, 16> bytes;
    for (std::size_t i = 0; i < 8; ++i) {
        bytes[i] = static_cast<std::uint8_t>(aad_size >> 8 * i);
        bytes[8 + i] = static_cast<std::uint8_t>(text_size >> 8 * i);
    }
    return bytes;
}

} // namespace

class ChaCha20Poly1305::Ciphers {
public:
    explicit Ciphers(View key) { chacha20_.SetKeyWithIV(key.data(), key.size(), zeros.data(), nonce_size); }

    // Block 0 of the key stream makes the key of Poly1305, good for one message; the text begins with block 1.
    void start(std::span<const std::uint8_t, nonce_size> nonce) {
        std::array<std::uint8_t, block_size> block{};
        chacha20_.Resynchronize(nonce.data(), nonce_size);
        chacha20_.ProcessData(block.data(), block.data(), block.size());
        poly1305_.SetKey(block.data(), one_time_key_size);
        wipe(block);
    }

    void crypt(MutableView text) {
        if (!text.empty()) chacha20_.ProcessData(text.data(), text.data(), text.size());
    }

    // aad ‖ pad16 ‖ ciphertext ‖ pad16 ‖ both lengths: RFC 8439 §2.8
    std::array<std::uint8_t, tag_size> tag_of(View aad, View ciphertext) {
        add_padded(aad);
        add_padded(ciphertext);
        const auto lengths = lengths_of(aad.size(), ciphertext.size());
        poly1305_.Update(lengths.data(), lengths.size());
        std::array<std::uint8_t, tag_size> tag;
        poly1305_.TruncatedFinal(tag.data(), tag_size); // the whole tag
        return tag;
    }

private:
    void add_padded(View bytes) {
        if (!bytes.empty()) poly1305_.Update(bytes.data(), bytes.size());
        const std::size_t rest = bytes.size() % padded_size;
        if (rest != 0) poly1305_.Update(zeros.data(), padded_size - rest);
    }

    CryptoPP::ChaChaTLS::Encryption chacha20_; // the same way for both directions
    CryptoPP::Poly1305TLS poly1305_;
};

ChaCha20Poly1305::ChaCha20Poly1305(View key) {
    if (key.size() != key_size)
        throw std::logic_error("a ChaCha20-Poly1305 key has 32 bytes, not " + std::to_string(key.size()));
    ciphers_ = std::make_unique<Ciphers>(key);
}
ChaCha20Poly1305::ChaCha20Poly1305(ChaCha20Poly1305&&) noexcept = default;
ChaCha20Poly1305& ChaCha20Poly1305::operator=(ChaCha20Poly1305&&) noexcept = default;
ChaCha20Poly1305::~ChaCha20Poly1305() = default;

void ChaCha20Poly1305::seal(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
                            std::span<std::uint8_t, tag_size> tag) {
    if (text.size() > max_text) throw std::logic_error("more text than ChaCha20 has counters for");
    ciphers_->start(nonce);
    ciphers_->crypt(text);
    const auto made = ciphers_->tag_of(aad, text);
    std::memcpy(tag.data(), made.data(), tag_size);
}

// The tag first: what is forged is never decrypted.
bool ChaCha20Poly1305::open(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
                            std::span<const std::uint8_t, tag_size> tag) {
    ciphers_->start(nonce);
    const bool genuine = equal(ciphers_->tag_of(aad, text), tag);
    if (genuine)
        ciphers_->crypt(text);
    else
        wipe(text);
    return genuine;
}

std::string chacha20_poly1305_implementation() {
    const int version = CryptoPP::LibraryVersion(); // 870 means 8.7.0
    const CryptoPP::ChaChaTLS::Encryption chacha20;
    const CryptoPP::SymmetricCipher& as_cipher = chacha20; // its bases have a provider each
    return "Crypto++ " + std::to_string(version / 100) + "." + std::to_string(version / 10 % 10) + " (ChaCha20 by " +
           as_cipher.AlgorithmProvider() + ", Poly1305 in C++)";
}

} // namespace vitrine::crypto
