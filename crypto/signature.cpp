// A public or private key of any kind we know, and signatures by it.
#include "crypto/signature.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

using Kind = SignatureAlgorithm::Kind;

RsaPadding padding_of(Kind kind) { return kind == Kind::rsa_pss ? RsaPadding::pss : RsaPadding::pkcs1; }

} // namespace

bool verify(const PublicKey& key, SignatureAlgorithm algorithm, View message, View signature) {
    if (algorithm.kind == Kind::ecdsa) {
        const auto* ecdsa = std::get_if<EcdsaPublicKey>(&key);
        return ecdsa != nullptr && ecdsa->verify(algorithm.hash, message, signature);
    }
    const auto* rsa = std::get_if<RsaPublicKey>(&key);
    return rsa != nullptr && rsa->verify(padding_of(algorithm.kind), algorithm.hash, message, signature);
}

Bytes sign(const PrivateKey& key, SignatureAlgorithm algorithm, View message, RandomSource& random) {
    const auto* ecdsa = std::get_if<EcdsaPrivateKey>(&key);
    if ((ecdsa != nullptr) != (algorithm.kind == Kind::ecdsa))
        throw std::logic_error("the private key cannot sign by this algorithm: it is of another kind");
    if (ecdsa != nullptr) return ecdsa->sign(algorithm.hash, message, random);
    return std::get<RsaPrivateKey>(key).sign(padding_of(algorithm.kind), algorithm.hash, message, random);
}

PublicKey public_key_of(const PrivateKey& key) {
    if (const auto* ecdsa = std::get_if<EcdsaPrivateKey>(&key)) return ecdsa->public_key();
    return std::get<RsaPrivateKey>(key).public_key();
}

bool same_key(const PublicKey& one, const PublicKey& other) {
    if (one.index() != other.index()) return false;
    if (const auto* ecdsa = std::get_if<EcdsaPublicKey>(&one)) {
        const auto& another = std::get<EcdsaPublicKey>(other);
        return ecdsa->curve() == another.curve() && std::ranges::equal(ecdsa->point(), another.point());
    }
    const auto& rsa = std::get<RsaPublicKey>(one);
    const auto& another = std::get<RsaPublicKey>(other);
    return std::ranges::equal(rsa.modulus(), another.modulus()) &&
           std::ranges::equal(rsa.exponent(), another.exponent());
}

std::string describe(const PublicKey& key) {
    if (const auto* rsa = std::get_if<RsaPublicKey>(&key)) return "RSA " + std::to_string(rsa->bits()) + " bits";
    const bool p256 = std::get<EcdsaPublicKey>(key).curve() == Curve::secp256r1;
    return p256 ? "EC secp256r1" : "EC secp384r1";
}

} // namespace vitrine::crypto
