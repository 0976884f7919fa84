// Numbers modulo p = 2^255 − 19 (RFC 7748 §4.1), in five digits of 51 bits. Constant time: no branch and no address
// depends on a number.
//
// Why 51 bits: five digits make 255 bits, so what a product has from 2^255 on comes back at the bottom times 19. And a
// word of 64 bits leaves 13 for sums: additions and subtractions need not carry, the next product does.
#pragma once

#include <array>
#include <cstdint>

namespace vitrine::crypto::curve25519 {

struct Field25519 {
    std::array<std::uint64_t, 5> digits; // each below 2^54 at the entry of a product, below 2^52 at its exit
};

constexpr std::uint64_t mask51 = (std::uint64_t{1} << 51) - 1;
__extension__ using Wide = unsigned __int128;

inline Field25519 operator+(const Field25519& a, const Field25519& b) {
    Field25519 sum;
    for (std::size_t i = 0; i < 5; ++i) sum.digits[i] = a.digits[i] + b.digits[i];
    return sum;
}

// Adds 2p first, so that no digit of a product falls below zero.
inline Field25519 operator-(const Field25519& a, const Field25519& b) {
    Field25519 difference;
    difference.digits[0] = a.digits[0] + 2 * (mask51 - 18) - b.digits[0];
    for (std::size_t i = 1; i < 5; ++i) difference.digits[i] = a.digits[i] + 2 * mask51 - b.digits[i];
    return difference;
}

inline std::uint64_t low51(Wide sum) { return static_cast<std::uint64_t>(sum) & mask51; }
inline std::uint64_t above51(Wide sum) { return static_cast<std::uint64_t>(sum >> 51); }

// Brings sums of products back to digits, the topmost carry to the bottom times 19. Digit 1 may keep a bit more.
inline Field25519 carried(Wide s0, Wide s1, Wide s2, Wide s3, Wide s4) {
    s1 += above51(s0);
    s2 += above51(s1);
    s3 += above51(s2);
    s4 += above51(s3);
    const std::uint64_t bottom = low51(s0) + 19 * above51(s4);
    return {{bottom & mask51, low51(s1) + (bottom >> 51), low51(s2), low51(s3), low51(s4)}};
}

inline Field25519 operator*(const Field25519& x, const Field25519& y) {
    const auto& [a0, a1, a2, a3, a4] = x.digits;
    const auto& [b0, b1, b2, b3, b4] = y.digits;
    const std::uint64_t c1 = 19 * b1;
    const std::uint64_t c2 = 19 * b2;
    const std::uint64_t c3 = 19 * b3;
    const std::uint64_t c4 = 19 * b4;
    // clang-format off
    return carried(Wide{a0} * b0 + Wide{a1} * c4 + Wide{a2} * c3 + Wide{a3} * c2 + Wide{a4} * c1,
                   Wide{a0} * b1 + Wide{a1} * b0 + Wide{a2} * c4 + Wide{a3} * c3 + Wide{a4} * c2,
                   Wide{a0} * b2 + Wide{a1} * b1 + Wide{a2} * b0 + Wide{a3} * c4 + Wide{a4} * c3,
                   Wide{a0} * b3 + Wide{a1} * b2 + Wide{a2} * b1 + Wide{a3} * b0 + Wide{a4} * c4,
                   Wide{a0} * b4 + Wide{a1} * b3 + Wide{a2} * b2 + Wide{a3} * b1 + Wide{a4} * b0);
    // clang-format on
}

// x², where what a product has twice is computed once.
inline Field25519 squared(const Field25519& x) {
    const auto& [a0, a1, a2, a3, a4] = x.digits;
    const std::uint64_t d0 = 2 * a0;
    const std::uint64_t d1 = 2 * a1;
    const std::uint64_t d2 = 2 * a2;
    const std::uint64_t d3 = 2 * a3;
    const std::uint64_t c3 = 19 * a3;
    const std::uint64_t c4 = 19 * a4;
    // clang-format off
    return carried(Wide{a0} * a0 + Wide{d1} * c4 + Wide{d2} * c3,
                   Wide{d0} * a1 + Wide{d2} * c4 + Wide{a3} * c3,
                   Wide{d0} * a2 + Wide{a1} * a1 + Wide{d3} * c4,
                   Wide{d0} * a3 + Wide{d1} * a2 + Wide{a4} * c4,
                   Wide{d0} * a4 + Wide{d1} * a3 + Wide{a2} * a2);
    // clang-format on
}

inline Field25519 times(std::uint32_t factor, const Field25519& x) {
    const auto& [a0, a1, a2, a3, a4] = x.digits;
    return carried(Wide{a0} * factor, Wide{a1} * factor, Wide{a2} * factor, Wide{a3} * factor, Wide{a4} * factor);
}

// Exchanges the two if `swap` is 1, and does the same work if it is 0: RFC 7748 §5.
inline void exchange(std::uint64_t swap, Field25519& a, Field25519& b) {
    for (std::size_t i = 0; i < 5; ++i) {
        const std::uint64_t difference = (0 - swap) & (a.digits[i] ^ b.digits[i]);
        a.digits[i] ^= difference;
        b.digits[i] ^= difference;
    }
}

Field25519 inverse(const Field25519& x);                           // of 0: 0
Field25519 field25519_from(const std::uint8_t* bytes);             // 32, little-endian; the top bit is passed over
void field25519_to(const Field25519& number, std::uint8_t* bytes); // 32, the one number below p

} // namespace vitrine::crypto::curve25519
