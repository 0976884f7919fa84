// ECDSA on P-256 and P-384 (FIPS 186-5), signatures as DER ECDSA-Sig-Value (RFC 8422 §5.4).
#pragma once

#include "crypto/ecdh.h"
#include "crypto/hash.h"

#include <memory>

namespace vitrine::crypto {

class EcdsaPublicKey {
public:
    // `point` is uncompressed (04 ‖ x ‖ y). Nothing if the curve is X25519 or the point is not on the curve.
    [[nodiscard]] static std::optional<EcdsaPublicKey> from_point(Curve curve, View point);

    Curve curve() const { return curve_; }
    View point() const { return point_; }
    // The signature must be strict DER: minimal lengths, positive integers, nothing left over.
    [[nodiscard]] bool verify(HashAlgorithm hash, View message, View signature) const;

private:
    Curve curve_ = Curve::secp256r1;
    Bytes point_;
};

class EcdsaPrivateKey {
public:
    // `scalar` is big-endian, 1 ≤ scalar < order. Nothing otherwise, or if the curve is X25519.
    [[nodiscard]] static std::optional<EcdsaPrivateKey> from_scalar(Curve curve, View scalar);

    const EcdsaPublicKey& public_key() const { return public_key_; }
    // The per-signature number is drawn under the purpose "ecdsa_nonce". Timing: not constant-time (Crypto++).
    Bytes sign(HashAlgorithm hash, View message, RandomSource& random) const;

private:
    EcdsaPrivateKey(EcdsaPublicKey public_key, SecretBytes scalar);
    EcdsaPublicKey public_key_;
    SecretBytes scalar_;
};

} // namespace vitrine::crypto
