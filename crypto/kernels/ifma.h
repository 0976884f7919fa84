// Powers modulo an odd number, for RSA, by AVX512-IFMA: eight 52-bit multiplications in one instruction. Only for CPUs
// that have it: CpuFeatures::avx512ifma.
#pragma once

#include <cstdint>

namespace vitrine::crypto::kernels {

// A number is written in digits of 52 bits, the least first, in whole vectors of eight. Moduli come in classes, by the
// number of rounds that one multiplication takes.
enum class IfmaSize : std::uint8_t { bits_1024, bits_1536, bits_2048, bits_3072, bits_4096 };

constexpr int ifma_digit_bits = 52;
constexpr int ifma_vector_digits = 8;

// How many bits n may have.
constexpr int ifma_bits(IfmaSize size) {
    constexpr int bits[] = {1024, 1536, 2048, 3072, 4096};
    return bits[static_cast<int>(size)];
}

// Digits that count, which is also the rounds of one multiplication. A product of two numbers below 2kn comes out below
// 2kn again if R = 2^(52 × rounds) exceeds 4kn, where k < 2^52.
constexpr int ifma_rounds(IfmaSize size) {
    return (ifma_bits(size) + ifma_digit_bits + 2 + ifma_digit_bits - 1) / ifma_digit_bits;
}

// Digits in memory, those up to the next whole vector included: they are zero.
constexpr int ifma_digits(IfmaSize size) {
    return (ifma_rounds(size) + ifma_vector_digits - 1) / ifma_vector_digits * ifma_vector_digits;
}

constexpr int ifma_max_digits = ifma_digits(IfmaSize::bits_4096);

// What is computed once for an odd modulus n, in ifma_digits() each. Nothing is owned.
struct IfmaModulus {
    std::uint64_t k;                // −1/n modulo 2^52
    const std::uint64_t* n;         //
    const std::uint64_t* scaled;    // (kn + 1) / 2^52
    const std::uint64_t* r_squared; // R² mod n
};

// base^exponent mod n. The exponent is odd and public: its bits decide what is computed. `base` is below 2kn; `result`
// may be the same memory.
void ifma_public_power(IfmaSize size, const IfmaModulus& n, const std::uint64_t* base, std::uint64_t exponent,
                       std::uint64_t* result);

// One half of an RSA private-key operation (RFC 8017 §5.1.2, step 2.b.i). The exponent is 64-bit words, the least
// first, as many as ifma_bits(size) fill.
struct IfmaPower {
    IfmaModulus modulus;
    const std::uint64_t* base;
    const std::uint64_t* exponent;
    std::uint64_t* result; // base^exponent mod n
};

// Both halves at once. Constant time: neither a branch nor an address depends on a base, an exponent or a modulus.
// Up to 2048 bits.
void ifma_secret_powers(IfmaSize size, const IfmaPower& one, const IfmaPower& other);

} // namespace vitrine::crypto::kernels
