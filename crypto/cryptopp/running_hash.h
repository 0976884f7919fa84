// A running hash without an allocation: what Hash and Hmac are made of (FIPS 180-4).
#pragma once

#include "crypto/hash.h"

#include <cryptopp/sha.h>
#include <variant>

namespace vitrine::crypto {

class RunningHash {
public:
    // Made in its place: Crypto++'s hashes wipe themselves when they die, so one made to be moved costs as much again.
    explicit RunningHash(HashAlgorithm algorithm) : algorithm_(algorithm) {
        if (algorithm == HashAlgorithm::sha384) state_.emplace<CryptoPP::SHA384>();
        if (algorithm == HashAlgorithm::sha512) state_.emplace<CryptoPP::SHA512>();
    }

    HashAlgorithm algorithm() const { return algorithm_; }
    static std::size_t block_size(HashAlgorithm algorithm) { // bytes, FIPS 180-4 §1
        return algorithm == HashAlgorithm::sha256 ? 64 : 128;
    }

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
    HashAlgorithm algorithm_;
    std::variant<CryptoPP::SHA256, CryptoPP::SHA384, CryptoPP::SHA512> state_;
};

} // namespace vitrine::crypto
