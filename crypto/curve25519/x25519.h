// X25519 (RFC 7748 §5) in constant time: neither a branch nor an address depends on the scalar or the point.
#pragma once

#include "crypto/bytes.h"

namespace vitrine::crypto::curve25519 {

constexpr std::size_t x25519_size = 32; // bytes of a scalar and of a point
using X25519View = std::span<const std::uint8_t, x25519_size>;
using X25519Bytes = std::span<std::uint8_t, x25519_size>;

// RFC 7748 §5: the scalar becomes a multiple of the cofactor 8, and of fixed length. 32 bytes.
void x25519_clamp(MutableView scalar);

// scalar · point, the scalar clamped as RFC 7748 §5 says. All zeros for a point of small order: the caller refuses
// that.
void x25519(X25519View scalar, X25519View point, X25519Bytes result);

// scalar · 9, the public key: the same by tables.
void x25519_base(X25519View scalar, X25519Bytes result);

} // namespace vitrine::crypto::curve25519
