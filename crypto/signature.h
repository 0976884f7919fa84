// A public or private key of any kind we know, and signatures by it.
#pragma once

#include "crypto/ecdsa.h"
#include "crypto/rsa.h"

#include <variant>

namespace vitrine::crypto {

struct SignatureAlgorithm {
    enum class Kind : std::uint8_t { rsa_pkcs1, rsa_pss, ecdsa } kind;
    HashAlgorithm hash;
    bool operator==(const SignatureAlgorithm&) const = default;
};

using PublicKey = std::variant<RsaPublicKey, EcdsaPublicKey>;
using PrivateKey = std::variant<RsaPrivateKey, EcdsaPrivateKey>;

// False also if the key is of another kind than the algorithm.
[[nodiscard]] bool verify(const PublicKey& key, SignatureAlgorithm algorithm, View message, View signature);
// A key of another kind than the algorithm is a std::logic_error.
Bytes sign(const PrivateKey& key, SignatureAlgorithm algorithm, View message, RandomSource& random);

PublicKey public_key_of(const PrivateKey& key);
[[nodiscard]] bool same_key(const PublicKey& one, const PublicKey& other);
std::string describe(const PublicKey& key); // "RSA 2048 bits", "EC secp256r1"

} // namespace vitrine::crypto
