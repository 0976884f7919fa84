// A running hash without an allocation: what Hash and Hmac are made of (FIPS 180-4).
#pragma once

#include "crypto/hash.h"

#include <cryptopp/sha.h>
#include <variant>

namespace vitrine::crypto {

class RunningHash {
public:
    explicit RunningHash(HashAlgorithm algorithm) : algorithm_(algorithm), state_(make(algorithm)) {}

    HashAlgorithm algorithm() const { return algorithm_; }
    std::size_t block_size() const { return algorithm_ == HashAlgorithm::sha256 ? 64 : 128; } // FIPS 180-4 §1

    void add(View bytes) {
        if (bytes.empty()) return;
        std::visit([&](auto& state) { state.Update(bytes.data(), bytes.size()); }, state_);
    }

    // The digest of what was added; the hash starts anew.
    Digest finish() {
        Digest digest{digest_size(algorithm_)};
        std::visit([&](auto& state) { state.Final(digest.fill().data()); }, state_);
        return digest;
    }

private:
    using State = std::variant<CryptoPP::SHA256, CryptoPP::SHA384, CryptoPP::SHA512>;

    static State make(HashAlgorithm algorithm) {
        switch (algorithm) {
        case HashAlgorithm::sha256: return CryptoPP::SHA256{};
        case HashAlgorithm::sha384: return CryptoPP::SHA384{};
        case HashAlgorithm::sha512: break;
        }
        return CryptoPP::SHA512{};
    }

    HashAlgorithm algorithm_;
    State state_;
};

} // namespace vitrine::crypto
