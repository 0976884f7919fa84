// Ephemeral Diffie-Hellman on elliptic curves: X25519 (RFC 7748), P-256 and P-384 (SEC 1, FIPS 186).
#pragma once

#include "crypto/bytes.h"
#include "crypto/random.h"
#include "crypto/secret.h"

namespace vitrine::crypto {

enum class Curve : std::uint8_t { x25519, secp256r1, secp384r1 };

// Bytes of a public point as it is sent: 32 for X25519, 1 + 2n for the uncompressed points of the others.
std::size_t public_point_size(Curve curve);
std::size_t shared_secret_size(Curve curve); // bytes: 32, 32, 48

// One key pair for one handshake. Timing: X25519 is constant-time (crypto/curve25519/x25519.h); Crypto++'s
// multiplication on P-256 and P-384 is not.
class EcdhKeyPair {
public:
    // Draws the private key under the purpose "ecdhe_private_key".
    static EcdhKeyPair generate(Curve curve, RandomSource& random);

    Curve curve() const { return curve_; }
    View public_point() const { return public_point_; }

    // The shared secret: the x-coordinate at its full length, leading zeros kept (RFC 8422 §5.10).
    // Nothing if `peer_point` has another length, is compressed, is not on the curve,
    // or gives an all-zero X25519 secret (RFC 7748 §6.1).
    [[nodiscard]] std::optional<SecretBytes> agree(View peer_point) const;

    // For test vectors, which give the private key: X25519 little-endian, the others big-endian.
    static EcdhKeyPair from_private_key(Curve curve, View private_key);

private:
    EcdhKeyPair(Curve curve, SecretBytes private_key, Bytes public_point);

    Curve curve_;
    SecretBytes private_key_;
    Bytes public_point_;
};

} // namespace vitrine::crypto
