// AES-GCM by Crypto++ (NIST SP 800-38D): keyed once, given a new nonce for each message.
#include "crypto/aes_gcm.h"

#include "crypto/secret.h"

#include <cryptopp/aes.h>
#include <cryptopp/cpu.h>
#include <cryptopp/gcm.h>
#include <stdexcept>

namespace vitrine::crypto {

class AesGcm::State {
public:
    explicit State(View key) {
        constexpr std::array<std::uint8_t, nonce_size> no_nonce_yet{};
        sealing.SetKeyWithIV(key.data(), key.size(), no_nonce_yet.data(), nonce_size);
        opening.SetKeyWithIV(key.data(), key.size(), no_nonce_yet.data(), nonce_size);
    }

    CryptoPP::GCM<CryptoPP::AES>::Encryption sealing;
    CryptoPP::GCM<CryptoPP::AES>::Decryption opening;
};

AesGcm::AesGcm(View key) {
    if (key.size() != 16 && key.size() != 32)
        throw std::logic_error("an AES-GCM key has 16 or 32 bytes, not " + std::to_string(key.size()));
    state_ = std::make_unique<State>(key);
}
AesGcm::AesGcm(AesGcm&&) noexcept = default;
AesGcm& AesGcm::operator=(AesGcm&&) noexcept = default;
AesGcm::~AesGcm() = default;

void AesGcm::seal(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
                  std::span<std::uint8_t, tag_size> tag) {
    auto& gcm = state_->sealing;
    gcm.Resynchronize(nonce.data(), nonce_size);
    if (!aad.empty()) gcm.Update(aad.data(), aad.size());
    if (!text.empty()) gcm.ProcessString(text.data(), text.size());
    gcm.TruncatedFinal(tag.data(), tag_size);
}

bool AesGcm::open(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
                  std::span<const std::uint8_t, tag_size> tag) {
    auto& gcm = state_->opening;
    gcm.Resynchronize(nonce.data(), nonce_size);
    if (!aad.empty()) gcm.Update(aad.data(), aad.size());
    if (!text.empty()) gcm.ProcessString(text.data(), text.size());
    if (gcm.TruncatedVerify(tag.data(), tag_size))
        return true; // the whole tag: Crypto++ would take 4 bytes of it, or 0
    wipe(text);      // Crypto++ leaves the forged plaintext in place
    return false;
}

std::string aes_gcm_implementation() {
    const int version = CryptoPP::LibraryVersion(); // 870 means 8.7.0
    const std::string name = "Crypto++ " + std::to_string(version / 100) + "." + std::to_string(version / 10 % 10);
    const std::string aes = CryptoPP::HasAESNI() ? "AES-NI" : "table-driven AES: timing depends on the key";
    const std::string ghash = CryptoPP::HasCLMUL() ? "CLMUL" : "table-driven GHASH: timing depends on the key";
    return name + " (" + aes + ", " + ghash + ")";
}

} // namespace vitrine::crypto
