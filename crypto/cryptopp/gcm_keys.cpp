// AES-GCM by Crypto++ (NIST SP 800-38D): keyed once, given a new nonce for each message.
#include "gcm_keys.h"

#include "crypto/secret.h"

#include <algorithm>
#include <cryptopp/aes.h>
#include <cryptopp/cpu.h>
#include <cryptopp/gcm.h>
#include <optional>

namespace vitrine::crypto {

struct AesGcm::CryptoppKeys::State {
    SecretBytes key;
    std::optional<CryptoPP::GCM<CryptoPP::AES>::Encryption> sealing;
    std::optional<CryptoPP::GCM<CryptoPP::AES>::Decryption> opening;
};

namespace {

// The direction, with its key and this nonce and additional data.
template <class Direction>
Direction& start(std::optional<Direction>& direction, View key, std::span<const std::uint8_t, AesGcm::nonce_size> nonce,
                 View aad) {
    if (direction)
        direction->Resynchronize(nonce.data(), AesGcm::nonce_size);
    else
        direction.emplace().SetKeyWithIV(key.data(), key.size(), nonce.data(), AesGcm::nonce_size);
    if (!aad.empty()) direction->Update(aad.data(), aad.size());
    return *direction;
}

} // namespace

AesGcm::CryptoppKeys::CryptoppKeys(View key) : state_{std::make_unique<State>()} {
    state_->key = SecretBytes{key.size()};
    std::ranges::copy(key, state_->key.fill().begin());
}
AesGcm::CryptoppKeys::~CryptoppKeys() = default;

void AesGcm::CryptoppKeys::seal(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
                                std::span<std::uint8_t, tag_size> tag) {
    auto& gcm = start(state_->sealing, state_->key.view(), nonce, aad);
    if (!text.empty()) gcm.ProcessString(text.data(), text.size());
    gcm.TruncatedFinal(tag.data(), tag_size);
}

bool AesGcm::CryptoppKeys::open(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
                                std::span<const std::uint8_t, tag_size> tag) {
    auto& gcm = start(state_->opening, state_->key.view(), nonce, aad);
    if (!text.empty()) gcm.ProcessString(text.data(), text.size());
    return gcm.TruncatedVerify(tag.data(), tag_size); // the whole tag: Crypto++ would take 4 bytes of it, or 0
}

std::string cryptopp_description() {
    const int version = CryptoPP::LibraryVersion(); // 870 means 8.7.0
    const std::string name = "Crypto++ " + std::to_string(version / 100) + "." + std::to_string(version / 10 % 10);
    const std::string aes = CryptoPP::HasAESNI() ? "AES-NI" : "table-driven AES: timing depends on the key";
    const std::string ghash = CryptoPP::HasCLMUL() ? "CLMUL" : "table-driven GHASH: timing depends on the key";
    return name + " (" + aes + ", " + ghash + ")";
}

} // namespace vitrine::crypto
