// P-256 and P-384 as Crypto++ groups, points as the wire has them (SEC 1 §2.3), and scalars drawn in range.
#pragma once

#include "crypto/ecdh.h"

#include <cryptopp/eccrypto.h>

namespace vitrine::crypto {

using Group = CryptoPP::DL_GroupParameters_EC<CryptoPP::ECP>;
using Point = CryptoPP::ECP::Point;

// The group of secp256r1 or secp384r1, with powers of its base point computed beforehand. Each thread has its own:
// Crypto++ calculates in scratch space inside the group.
const Group& group_of(Curve curve);

std::size_t field_size(Curve curve); // bytes of a coordinate, and of a scalar: 32 or 48

// 04 ‖ x ‖ y with x, y < p on the curve; nothing otherwise. Crypto++'s own decoder takes more than that.
std::optional<Point> decode_point(Curve curve, View bytes);
Bytes encode_point(Curve curve, const Point& point);

// 1 ≤ scalar < order, big-endian in one draw; a draw that is out of range is thrown away, not reduced:
// a reduced one would be slightly likelier to be small.
SecretBytes draw_scalar(Curve curve, RandomSource& random, std::string_view purpose);
bool is_scalar(Curve curve, const CryptoPP::Integer& number); // 1 ≤ number < order

} // namespace vitrine::crypto
