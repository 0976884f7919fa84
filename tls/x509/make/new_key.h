// A private key that was made here, with what it takes to write it down (RFC 5958, RFC 8017 §A.1.2, RFC 5915).
#pragma once

#include "crypto/key_generation.h"
#include "crypto/signature.h"

namespace vitrine::x509 {

struct KeyKind {
    enum class Algorithm : std::uint8_t { rsa, ec } algorithm = Algorithm::ec;
    std::size_t bits = 2048;                        // of RSA
    crypto::Curve curve = crypto::Curve::secp256r1; // of EC
    bool operator==(const KeyKind&) const = default;
};

class NewKey {
public:
    static NewKey generate(const KeyKind& kind, crypto::RandomSource& random);

    const crypto::PrivateKey& key() const { return key_; }
    // "-----BEGIN PRIVATE KEY-----": PKCS#8, unencrypted.
    crypto::SecretBytes pem() const;

private:
    using Numbers = std::variant<crypto::RsaPrivateNumbers, crypto::EcPrivateNumbers>;
    NewKey(Numbers numbers, crypto::PrivateKey key) : numbers_(std::move(numbers)), key_(std::move(key)) {}

    Numbers numbers_;
    crypto::PrivateKey key_;
};

} // namespace vitrine::x509
