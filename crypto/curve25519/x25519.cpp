// X25519 by the Montgomery ladder (RFC 7748 §5).
#include "x25519.h"

#include "crypto/secret.h"
#include "field25519.h"

#include <algorithm>

namespace vitrine::crypto::curve25519 {
namespace {

constexpr std::uint32_t a24 = 121665; // RFC 7748 §5
constexpr int top_bit = 254;

// The names are the RFC's.
struct Ladder {
    Field25519 x_2{{1}}, z_2{}, x_3, z_3{{1}};
};

void step(const Field25519& x_1, Ladder& l) {
    const Field25519 a = l.x_2 + l.z_2;
    const Field25519 b = l.x_2 - l.z_2;
    const Field25519 c = l.x_3 + l.z_3;
    const Field25519 d = l.x_3 - l.z_3;
    const Field25519 aa = squared(a);
    const Field25519 bb = squared(b);
    const Field25519 e = aa - bb;
    const Field25519 da = d * a;
    const Field25519 cb = c * b;
    l.x_3 = squared(da + cb);
    l.z_3 = x_1 * squared(da - cb);
    l.x_2 = aa * bb;
    l.z_2 = e * (aa + times(a24, e));
}

} // namespace

void x25519_clamp(MutableView scalar) {
    scalar[0] &= 0xf8;
    scalar[31] &= 0x7f;
    scalar[31] |= 0x40;
}

void x25519(X25519View scalar, X25519View point, X25519Bytes result) {
    Secret<x25519_size> k;
    std::copy(scalar.begin(), scalar.end(), k.fill().begin());
    x25519_clamp(k.fill());
    const Field25519 x_1 = field25519_from(point.data());
    Ladder ladder{.x_3 = x_1};
    std::uint64_t swap = 0;
    for (int t = top_bit; t >= 0; --t) {
        const std::uint64_t k_t = k.view()[static_cast<std::size_t>(t) / 8] >> (t % 8) & 1;
        swap ^= k_t;
        exchange(swap, ladder.x_2, ladder.x_3);
        exchange(swap, ladder.z_2, ladder.z_3);
        swap = k_t;
        step(x_1, ladder);
    }
    exchange(swap, ladder.x_2, ladder.x_3);
    exchange(swap, ladder.z_2, ladder.z_3);
    field25519_to(ladder.x_2 * inverse(ladder.z_2), result.data());
    wipe({reinterpret_cast<std::uint8_t*>(&ladder), sizeof ladder});
}

} // namespace vitrine::crypto::curve25519
