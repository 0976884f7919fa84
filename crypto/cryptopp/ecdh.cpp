// Ephemeral Diffie-Hellman: X25519 by our own kernel (RFC 7748), P-256 and P-384 by Crypto++ (SEC 1 §3.3.1).
#include "crypto/ecdh.h"

#include "../curve25519/x25519.h"
#include "curves.h"
#include "integers.h"

#include <stdexcept>

namespace vitrine::crypto {
namespace {

using curve25519::x25519_size;

Bytes x25519_public(View scalar) {
    Bytes point(x25519_size);
    curve25519::x25519_base(scalar.first<x25519_size>(), MutableView{point}.first<x25519_size>());
    return point;
}

std::optional<SecretBytes> x25519_agree(View scalar, View peer_point) {
    if (peer_point.size() != x25519_size) return std::nullopt;
    SecretBytes secret{x25519_size};
    curve25519::x25519(scalar.first<x25519_size>(), peer_point.first<x25519_size>(),
                       secret.fill().first<x25519_size>());
    std::uint8_t any_bit = 0;
    for (std::uint8_t byte : secret.view()) any_bit |= byte; // every byte, whatever it holds
    if (any_bit == 0) return std::nullopt;                   // RFC 7748 §6.1, RFC 8422 §5.11
    return secret;
}

Bytes nist_public(Curve curve, View scalar) {
    return encode_point(curve, group_of(curve).ExponentiateBase(to_integer(scalar)));
}

std::optional<SecretBytes> nist_agree(Curve curve, View scalar, View peer_point) {
    const auto point = decode_point(curve, peer_point);
    if (!point) return std::nullopt;
    const Point shared = group_of(curve).ExponentiateElement(*point, to_integer(scalar));
    return to_secret(shared.x, shared_secret_size(curve)); // RFC 8422 §5.10: leading zeros MUST NOT be truncated
}

} // namespace

std::size_t shared_secret_size(Curve curve) { return curve == Curve::x25519 ? x25519_size : field_size(curve); }

std::size_t public_point_size(Curve curve) { return curve == Curve::x25519 ? x25519_size : 1 + 2 * field_size(curve); }

EcdhKeyPair::EcdhKeyPair(Curve curve, SecretBytes private_key, Bytes public_point)
    : curve_(curve), private_key_(std::move(private_key)), public_point_(std::move(public_point)) {}

EcdhKeyPair EcdhKeyPair::generate(Curve curve, RandomSource& random) {
    if (curve != Curve::x25519) return from_private_key(curve, draw_scalar(curve, random, "ecdhe_private_key").view());
    SecretBytes scalar{x25519_size};
    random.fill("ecdhe_private_key", scalar.fill());
    return from_private_key(curve, scalar.view());
}

EcdhKeyPair EcdhKeyPair::from_private_key(Curve curve, View private_key) {
    if (curve == Curve::x25519) {
        if (private_key.size() != x25519_size) throw std::logic_error("an X25519 private key has 32 bytes");
        SecretBytes scalar{x25519_size};
        std::copy(private_key.begin(), private_key.end(), scalar.fill().begin());
        curve25519::x25519_clamp(scalar.fill());
        Bytes point = x25519_public(scalar.view());
        return {curve, std::move(scalar), std::move(point)};
    }
    const CryptoPP::Integer scalar = to_integer(private_key);
    if (!is_scalar(curve, scalar)) throw std::logic_error("an ECDH private key lies between 1 and the group's order");
    return {curve, to_secret(scalar, field_size(curve)), nist_public(curve, private_key)};
}

std::optional<SecretBytes> EcdhKeyPair::agree(View peer_point) const {
    if (curve_ == Curve::x25519) return x25519_agree(private_key_.view(), peer_point);
    return nist_agree(curve_, private_key_.view(), peer_point);
}

} // namespace vitrine::crypto
