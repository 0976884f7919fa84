// SHA-256, SHA-384 and SHA-512 by Crypto++ (FIPS 180-4).
#include "crypto/hash.h"

#include "running_hash.h"

namespace vitrine::crypto {

std::size_t digest_size(HashAlgorithm algorithm) {
    switch (algorithm) {
    case HashAlgorithm::sha256: return 32;
    case HashAlgorithm::sha384: return 48;
    case HashAlgorithm::sha512: break;
    }
    return 64;
}

std::string_view name_of(HashAlgorithm algorithm) {
    switch (algorithm) {
    case HashAlgorithm::sha256: return "SHA-256";
    case HashAlgorithm::sha384: return "SHA-384";
    case HashAlgorithm::sha512: break;
    }
    return "SHA-512";
}

class Hash::State : public RunningHash {
public:
    using RunningHash::RunningHash;
};

Hash::Hash(HashAlgorithm algorithm) : state_(std::make_unique<State>(algorithm)) {}
Hash::Hash(const Hash& other) : state_(std::make_unique<State>(*other.state_)) {}
Hash::Hash(Hash&&) noexcept = default;
Hash& Hash::operator=(const Hash& other) {
    if (this != &other) state_ = std::make_unique<State>(*other.state_);
    return *this;
}
Hash& Hash::operator=(Hash&&) noexcept = default;
Hash::~Hash() = default;

void Hash::add(View bytes) { state_->add(bytes); }

Digest Hash::digest() const {
    RunningHash copy = *state_; // finishing ends a hash: a copy is finished, so that adding may go on
    return copy.finish();
}

HashAlgorithm Hash::algorithm() const { return state_->algorithm(); }

Digest hash(HashAlgorithm algorithm, View bytes) {
    RunningHash running{algorithm};
    running.add(bytes);
    return running.finish();
}

} // namespace vitrine::crypto
