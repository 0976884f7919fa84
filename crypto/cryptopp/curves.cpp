// P-256 and P-384 as Crypto++ groups, points as the wire has them (SEC 1 §2.3), and scalars drawn in range.
#include "curves.h"

#include "integers.h"

#include <cryptopp/oids.h>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

constexpr std::uint8_t uncompressed = 0x04; // SEC 1 §2.3.3
constexpr int max_draws = 16;               // a working source misses once in 2^32: P-256's order begins ffffffff

Group precomputed(const CryptoPP::OID& curve) {
    Group group{curve};
    group.Precompute(16);
    return group;
}

} // namespace

const Group& group_of(Curve curve) {
    static const Group p256 = precomputed(CryptoPP::ASN1::secp256r1());
    static const Group p384 = precomputed(CryptoPP::ASN1::secp384r1());
    if (curve == Curve::secp256r1) {
        static thread_local const Group own = p256;
        return own;
    }
    static thread_local const Group own = p384;
    return own;
}

std::size_t field_size(Curve curve) { return curve == Curve::secp384r1 ? 48 : 32; }

std::optional<Point> decode_point(Curve curve, View bytes) {
    const std::size_t size = field_size(curve);
    if (bytes.size() != 1 + 2 * size) return std::nullopt; // Crypto++ takes a bare pointer and would read on
    if (bytes[0] != uncompressed) return std::nullopt;     // RFC 8422 §5.1.1
    Point point{to_integer(bytes.subspan(1, size)), to_integer(bytes.subspan(1 + size))};
    if (!group_of(curve).GetCurve().VerifyPoint(point)) return std::nullopt; // RFC 8422 §5.11: x, y < p, on the curve
    return point;
}

Bytes encode_point(Curve curve, const Point& point) {
    Bytes bytes{uncompressed};
    append(bytes, to_bytes(point.x, field_size(curve)));
    append(bytes, to_bytes(point.y, field_size(curve)));
    return bytes;
}

bool is_scalar(Curve curve, const CryptoPP::Integer& number) {
    return number.IsPositive() && number < group_of(curve).GetSubgroupOrder();
}

SecretBytes draw_scalar(Curve curve, RandomSource& random, std::string_view purpose) {
    SecretBytes scalar{field_size(curve)};
    for (int draw = 0; draw < max_draws; ++draw) {
        random.fill(purpose, scalar.fill());
        if (is_scalar(curve, to_integer(scalar.view()))) return scalar;
    }
    throw std::runtime_error("the random source gave no usable " + std::string(purpose) + " in " +
                             std::to_string(max_draws) + " draws: it is broken");
}

} // namespace vitrine::crypto
