// X25519 of the base point, that is a public key, by tables of its multiples.
//
// The ladder of x25519.cpp doubles 255 times. For a point known beforehand the doublings can be done beforehand too:
// what is left are additions of table entries. The ladder's formulas cannot add two arbitrary points, those of
// edwards25519 can: the same curve in other coordinates (RFC 7748 §4.1), on which Ed25519 works (RFC 8032 §5.1).
#include "x25519.h"

#include "crypto/secret.h"
#include "field25519.h"

#include <algorithm>

namespace vitrine::crypto::curve25519 {
namespace {

// clang-format off
constexpr Field25519 base_x  {{0x62d608f25d51a, 0x412a4b4f6592a, 0x75b7171a4b31d, 0x1ff60527118fe, 0x216936d3cd6e5}}; // RFC 7748 §4.1: X(P)
constexpr Field25519 base_y  {{0x6666666666658, 0x4cccccccccccc, 0x1999999999999, 0x3333333333333, 0x6666666666666}}; // Y(P) = 4/5
constexpr Field25519 twice_d {{0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff}}; // d = −121665/121666
// clang-format on
constexpr Field25519 one{{1}};
constexpr Field25519 zero{};

// x = X/Z, y = Y/Z, xy = T/Z: RFC 8032 §5.1.4
struct Point {
    Field25519 x, y, z, t;
};

// A point with Z = 1, as an addition wants it.
struct Entry {
    Field25519 y_plus_x, y_minus_x, twice_dxy;
};

Point doubled(const Point& p) { // RFC 8032 §5.1.4, with all signs turned
    const Field25519 a = squared(p.x);
    const Field25519 b = squared(p.y);
    const Field25519 zz = squared(p.z);
    const Field25519 h = a + b;
    const Field25519 e = h - squared(p.x + p.y);
    const Field25519 g = a - b;
    const Field25519 f = zz + zz + g;
    return {e * f, g * h, f * g, e * h};
}

Point operator+(const Point& p, const Entry& q) { // RFC 8032 §5.1.4, Z2 = 1
    const Field25519 a = (p.y - p.x) * q.y_minus_x;
    const Field25519 b = (p.y + p.x) * q.y_plus_x;
    const Field25519 c = p.t * q.twice_dxy;
    const Field25519 e = b - a;
    const Field25519 f = p.z + p.z - c;
    const Field25519 g = p.z + p.z + c;
    const Field25519 h = b + a;
    return {e * f, g * h, f * g, e * h};
}

Entry entry_of(const Point& p) {
    const Field25519 z_inverse = inverse(p.z);
    const Field25519 x = p.x * z_inverse;
    const Field25519 y = p.y * z_inverse;
    return {one * (y + x), one * (y - x), x * y * twice_d}; // the products only carry
}

// The scalar in 64 digits of base 16 from −8 to 8: half as many entries as for 0 to 15, since −P costs nothing.
constexpr std::size_t digit_count = 64;
constexpr std::size_t entries_a_row = 8;

// rows[i][j] = (j + 1) · 256^i · P: every other digit has a row. The others' sum is multiplied by 16 at the end.
struct Table {
    std::array<std::array<Entry, entries_a_row>, digit_count / 2> rows;

    Table() {
        Point row_point{base_x, base_y, one, base_x * base_y};
        for (auto& row : rows) {
            row[0] = entry_of(row_point);
            Point multiple = row_point;
            for (std::size_t i = 1; i < row.size(); ++i) {
                multiple = multiple + row[0];
                row[i] = entry_of(multiple);
            }
            for (int i = 0; i < 8; ++i) row_point = doubled(row_point);
        }
    }
};

// 30 KB, computed at the first use instead of printed here: nobody has to trust a page of constants.
const Table& table() {
    static const Table computed;
    return computed;
}

using Digits = Secret<digit_count>;

Digits signed_digits(View scalar) {
    Digits digits;
    const MutableView out = digits.fill();
    unsigned carry = 0;
    for (std::size_t i = 0; i < digit_count; ++i) {
        const unsigned digit = (scalar[i / 2] >> (i % 2 * 4) & 0x0fU) + carry;
        carry = i + 1 < digit_count ? (digit + 8) >> 4 : 0; // from 8 on negative, but the last: it is 8 at most
        out[i] = static_cast<std::uint8_t>(digit - (carry << 4));
    }
    return digits;
}

void choose(std::uint64_t mask, Field25519& to, const Field25519& from) {
    for (std::size_t i = 0; i < 5; ++i) to.digits[i] ^= mask & (to.digits[i] ^ from.digits[i]);
}

// digit · 256^row · P, by reading the whole row: which memory is touched tells nothing about the digit.
Entry select(std::size_t row, std::uint8_t digit) {
    const std::uint64_t negative = digit >> 7;
    const std::uint64_t size = ((digit ^ (0 - negative)) + negative) & 0xff;
    Entry chosen{one, one, zero}; // 0 · P
    for (std::uint64_t i = 1; i <= entries_a_row; ++i) {
        const Entry& candidate = table().rows[row][i - 1];
        const std::uint64_t is_wanted = 0 - ((((i ^ size) - 1) >> 63));
        choose(is_wanted, chosen.y_plus_x, candidate.y_plus_x);
        choose(is_wanted, chosen.y_minus_x, candidate.y_minus_x);
        choose(is_wanted, chosen.twice_dxy, candidate.twice_dxy);
    }
    exchange(negative, chosen.y_plus_x, chosen.y_minus_x); // −(x, y) = (−x, y)
    choose(0 - negative, chosen.twice_dxy, zero - chosen.twice_dxy);
    return chosen;
}

} // namespace

void x25519_base(X25519View scalar, X25519Bytes result) {
    Secret<x25519_size> k;
    std::copy(scalar.begin(), scalar.end(), k.fill().begin());
    x25519_clamp(k.fill());
    const Digits digits = signed_digits(k.view());
    Point sum{zero, one, one, zero};
    for (std::size_t i = 1; i < digit_count; i += 2) sum = sum + select(i / 2, digits.view()[i]);
    for (int i = 0; i < 4; ++i) sum = doubled(sum);
    for (std::size_t i = 0; i < digit_count; i += 2) sum = sum + select(i / 2, digits.view()[i]);
    const Field25519 u = (sum.z + sum.y) * inverse(sum.z - sum.y); // RFC 7748 §4.1: u = (1 + y) / (1 − y)
    field25519_to(u, result.data());
    wipe({reinterpret_cast<std::uint8_t*>(&sum), sizeof sum});
}

} // namespace vitrine::crypto::curve25519
