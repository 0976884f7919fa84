// Inversion modulo 2^255 − 19, and the numbers as bytes (RFC 7748 §5).
#include "field25519.h"

namespace vitrine::crypto::curve25519 {
namespace {

constexpr std::size_t size = 32;

Field25519 squared_times(Field25519 x, int times) {
    for (int i = 0; i < times; ++i) x = squared(x);
    return x;
}

std::uint64_t load(const std::uint8_t* bytes) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8; ++i) word |= std::uint64_t{bytes[i]} << (8 * i);
    return word;
}

// All digits below 2^51, the number below 2p.
Field25519 tidy(Field25519 x) {
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = 0; i < 4; ++i) {
            x.digits[i + 1] += x.digits[i] >> 51;
            x.digits[i] &= mask51;
        }
        x.digits[0] += 19 * (x.digits[4] >> 51);
        x.digits[4] &= mask51;
    }
    return x;
}

} // namespace

// x^(p − 2), for Fermat. The exponent is 250 ones, then 01011: runs of ones are doubled in length.
Field25519 inverse(const Field25519& x) {
    const Field25519 x2 = squared(x);
    const Field25519 x9 = squared_times(x2, 2) * x;
    const Field25519 x11 = x9 * x2;
    const Field25519 ones5 = squared(x11) * x9; // x^(2^5 − 1)
    const Field25519 ones10 = squared_times(ones5, 5) * ones5;
    const Field25519 ones20 = squared_times(ones10, 10) * ones10;
    const Field25519 ones40 = squared_times(ones20, 20) * ones20;
    const Field25519 ones50 = squared_times(ones40, 10) * ones10;
    const Field25519 ones100 = squared_times(ones50, 50) * ones50;
    const Field25519 ones200 = squared_times(ones100, 100) * ones100;
    const Field25519 ones250 = squared_times(ones200, 50) * ones50;
    return squared_times(ones250, 5) * x11;
}

Field25519 field25519_from(const std::uint8_t* bytes) {
    return {{load(bytes) & mask51, load(bytes + 6) >> 3 & mask51, load(bytes + 12) >> 6 & mask51,
             load(bytes + 19) >> 1 & mask51, load(bytes + 24) >> 12 & mask51}};
}

void field25519_to(const Field25519& number, std::uint8_t* bytes) {
    Field25519 x = tidy(number);
    std::uint64_t carry = 19; // x + 19 reaches 2^255 just if x is p or more: that p is then taken off
    for (const std::uint64_t digit : x.digits) carry = (digit + carry) >> 51;
    x.digits[0] += 19 * carry;
    for (std::size_t i = 0; i < 4; ++i) {
        x.digits[i + 1] += x.digits[i] >> 51;
        x.digits[i] &= mask51;
    }
    x.digits[4] &= mask51;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t digit = 8 * i / 51;
        const std::size_t shift = 8 * i % 51;
        std::uint64_t byte = x.digits[digit] >> shift;
        if (shift > 51 - 8 && digit < 4) byte |= x.digits[digit + 1] << (51 - shift);
        bytes[i] = static_cast<std::uint8_t>(byte);
    }
}

} // namespace vitrine::crypto::curve25519
