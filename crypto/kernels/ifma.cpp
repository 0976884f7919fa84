// RSA's exponentiation by AVX512-IFMA, in constant time (RFC 8017 §5.1; Gueron and Krasnov, "Software implementation of
// modular exponentiation, using advanced vector instructions architectures", 2012). Compiled with instructions that not
// every CPU has: so nothing here is a function that another file might be linked to, no inline one of a header either.
//
// Why 52 bits: the multiplier is that of the floating-point unit. vpmadd52luq adds the low, vpmadd52huq the high 52
// bits of a product of two digits to a lane of 64 bits: 12 bits are left for sums, so carries wait until the end.
//
// Why kn and not n: Montgomery's method adds a multiple of the modulus that makes the lowest digit zero, then drops
// that digit. The multiple is the digit times −1/n. For kn, which is −1 modulo 2^52, that factor is 1: the lowest digit
// itself is the multiple. A multiplication and its wait drop out of each round, for one round more.
#include "ifma.h"

#include <cstddef>
#include <immintrin.h>

namespace vitrine::crypto::kernels {
namespace {

using Digit = std::uint64_t;
using Vector = __m512i;
__extension__ using Wide = unsigned __int128; // a product of two digits; or a bit for each of up to 80 digits

constexpr Digit digit_mask = (Digit{1} << ifma_digit_bits) - 1;

// The i-th vector of a number.
Vector load(const Digit* digits, int i) { return _mm512_loadu_si512(digits + std::ptrdiff_t{i} * ifma_vector_digits); }
void store(Digit* digits, int i, Vector vector) {
    _mm512_storeu_si512(digits + std::ptrdiff_t{i} * ifma_vector_digits, vector);
}

// The lanes one place down: a division by 2^52. `above` gives the highest lane.
Vector down(Vector vector, Vector above) { return _mm512_alignr_epi64(above, vector, 1); }
// The lanes one place up. `below` gives the lowest lane.
Vector up(Vector vector, Vector below) { return _mm512_alignr_epi64(vector, below, 7); }

template <IfmaSize S> struct Sizes {
    static constexpr int rounds = ifma_rounds(S);
    static constexpr int digits = ifma_digits(S);
    static constexpr int vectors = digits / ifma_vector_digits;
    static constexpr int modulus_vectors = (rounds - 1 + ifma_vector_digits - 1) / ifma_vector_digits;
};

// One multiplication in progress: a × b / R modulo n, b coming digit by digit.
template <IfmaSize S> class Product {
public:
    Product(const Digit* a, const Digit* scaled_modulus) {
        for (int i = 0; i < vectors; ++i) a_[i] = load(a, i);
        for (int i = 0; i < modulus_vectors; ++i) n_[i] = load(scaled_modulus, i);
        for (int i = 0; i < vectors; ++i) sum_[i] = next_[i] = _mm512_setzero_si512();
        multiple_ = _mm512_setzero_si512();
    }

    // sum = (sum + a × digit + multiple × kn) / 2^52. What does not wait for the multiple is gathered in `next` while
    // the multiple of the round before is still under way.
    [[gnu::always_inline]] void take(Digit digit) {
        const Vector zero = _mm512_setzero_si512();
        const Vector b = _mm512_set1_epi64(static_cast<long long>(digit));
        for (int i = 0; i < vectors; ++i) next_[i] = _mm512_madd52lo_epu64(next_[i], a_[i], b);
        for (int i = 0; i < vectors; ++i) sum_[i] = _mm512_add_epi64(sum_[i], next_[i]);
        // multiple × kn = multiple × (kn + 1) − multiple: the last clears the lowest digit, but for what is above bit
        // 52
        const Vector multiple = _mm512_broadcastq_epi64(_mm512_castsi512_si128(sum_[0]));
        const Vector carry = _mm512_maskz_srli_epi64(1, sum_[0], ifma_digit_bits);
        for (int i = 0; i < vectors; ++i) sum_[i] = down(sum_[i], i + 1 < vectors ? sum_[i + 1] : zero);
        sum_[0] = _mm512_add_epi64(sum_[0], carry);
        for (int i = 0; i < modulus_vectors; ++i) sum_[i] = _mm512_madd52lo_epu64(sum_[i], n_[i], multiple);
        // high halves belong one digit up: where this round's shift has put a's, and the next will put n's
        for (int i = 0; i < vectors; ++i) next_[i] = _mm512_madd52hi_epu64(zero, a_[i], b);
        for (int i = 0; i < modulus_vectors; ++i) next_[i] = _mm512_madd52hi_epu64(next_[i], n_[i], multiple_);
        multiple_ = multiple;
    }

    [[gnu::always_inline]] void finish(Digit* result) {
        Vector below = _mm512_setzero_si512();
        for (int i = 0; i < vectors; ++i) {
            Vector high = _mm512_setzero_si512();
            if (i < modulus_vectors) high = _mm512_madd52hi_epu64(high, n_[i], multiple_);
            sum_[i] = _mm512_add_epi64(_mm512_add_epi64(sum_[i], next_[i]), up(high, below));
            below = high;
        }
        carry_over(result);
    }

private:
    static constexpr int vectors = Sizes<S>::vectors;
    static constexpr int modulus_vectors = Sizes<S>::modulus_vectors;

    // Brings each lane back to 52 bits. After one addition of the upper bits, a digit passes on 1 at most: if it is too
    // large, or if it is all ones and gets 1. Addition of two bit masks does for all digits at once what an adder does.
    [[gnu::always_inline]] void carry_over(Digit* result) {
        const Vector mask = _mm512_set1_epi64(static_cast<long long>(digit_mask));
        Vector below = _mm512_setzero_si512();
        for (Vector& digits : sum_) {
            const Vector carry = _mm512_srli_epi64(digits, ifma_digit_bits);
            digits = _mm512_add_epi64(_mm512_and_si512(digits, mask), up(carry, below));
            below = carry;
        }
        Wide too_large = 0;
        Wide all_ones = 0;
        for (int i = 0; i < vectors; ++i) {
            too_large |= Wide{_mm512_cmpgt_epu64_mask(sum_[i], mask)} << (i * ifma_vector_digits);
            all_ones |= Wide{_mm512_cmpeq_epu64_mask(sum_[i], mask)} << (i * ifma_vector_digits);
        }
        const Wide gets_one = ((too_large << 1) + all_ones) ^ all_ones;
        for (int i = 0; i < vectors; ++i) {
            const auto lanes = static_cast<__mmask8>(gets_one >> (i * ifma_vector_digits));
            const Vector raised = _mm512_mask_sub_epi64(sum_[i], lanes, sum_[i], mask); // + 1 − 2^52
            store(result, i, _mm512_and_si512(raised, mask));
        }
    }

    Vector a_[vectors];
    Vector n_[modulus_vectors];
    Vector sum_[vectors];
    Vector next_[vectors];
    Vector multiple_;
};

template <IfmaSize S> struct Number {
    alignas(64) Digit digits[Sizes<S>::digits]; // a vector that lies in two cache lines would be slow to read back
};

template <IfmaSize S> void multiply(const Digit* a, const Digit* b, const IfmaModulus& modulus, Digit* result) {
    Product<S> product{a, modulus.scaled};
    for (int i = 0; i < Sizes<S>::rounds; ++i) product.take(b[i]);
    product.finish(result);
}

// What was computed with lies in memory still.
template <class Memory> void wipe(Memory& memory) {
    auto* digits = reinterpret_cast<volatile Digit*>(&memory);
    for (std::size_t byte = 0; byte < sizeof memory; byte += sizeof *digits) *digits++ = 0;
}

// number / R mod n, below n: Montgomery's reduction with n itself, digit by digit, in place. A product may be as large
// as 2kn, this is less than number / R + n.
template <IfmaSize S> void reduce(Digit* number, const IfmaModulus& modulus) {
    constexpr int rounds = Sizes<S>::rounds;
    Digit sums[2 * rounds] = {};
    for (int i = 0; i < rounds; ++i) sums[i] = number[i];
    for (int i = 0; i < rounds; ++i) {
        const Digit multiple = sums[i] * modulus.k & digit_mask;
        Digit carry = 0;
        for (int j = 0; j < rounds; ++j) {
            const Wide sum = Wide{multiple} * modulus.n[j] + sums[i + j] + carry;
            sums[i + j] = static_cast<Digit>(sum) & digit_mask;
            carry = static_cast<Digit>(sum >> ifma_digit_bits);
        }
        sums[i + rounds] = carry; // the place above is empty still
    }
    Digit borrow = 0;
    Digit less_n[rounds];
    for (int i = 0; i < rounds; ++i) {
        const Digit difference = sums[rounds + i] - modulus.n[i] - borrow;
        less_n[i] = difference & digit_mask;
        borrow = difference >> 63;
    }
    for (int i = 0; i < rounds; ++i) number[i] = less_n[i] ^ ((0 - borrow) & (less_n[i] ^ sums[rounds + i]));
    wipe(sums);
    wipe(less_n);
}

template <IfmaSize S>
void public_power(const IfmaModulus& n, const Digit* base, std::uint64_t exponent, Digit* result) {
    Number<S> montgomery; // base × R
    multiply<S>(base, n.r_squared, n, montgomery.digits);
    Number<S> power = montgomery;
    for (int bit = 62 - __builtin_clzll(exponent); bit >= 0; --bit) {
        multiply<S>(power.digits, power.digits, n, power.digits);
        if ((exponent >> bit & 1) != 0) multiply<S>(power.digits, montgomery.digits, n, power.digits);
    }
    reduce<S>(power.digits, n);
    for (int i = 0; i < Sizes<S>::digits; ++i) result[i] = power.digits[i];
}

template <IfmaSize S> struct Pair { Number<S> of[2]; };

// Two multiplications that do not wait for each other, round by round: while a result of one is under way, the
// multiplier works for the other. That is why both halves of a signature are computed at once.
template <IfmaSize S> void multiply(const Pair<S>& a, const Pair<S>& b, const Digit* const scaled[2], Pair<S>& result) {
    Product<S> one{a.of[0].digits, scaled[0]};
    Product<S> other{a.of[1].digits, scaled[1]};
    for (int i = 0; i < Sizes<S>::rounds; ++i) {
        one.take(b.of[0].digits[i]);
        other.take(b.of[1].digits[i]);
    }
    one.finish(result.of[0].digits);
    other.finish(result.of[1].digits);
}

constexpr int window_bits = 5;
constexpr int table_size = 1 << window_bits;

// The window_bits of the exponent from `bit` on. Where they lie is public.
Digit window(const std::uint64_t* exponent, int words, int bit) {
    const int word = bit / 64;
    const int offset = bit % 64;
    Digit bits = exponent[word] >> offset;
    if (offset > 64 - window_bits && word + 1 < words) bits |= exponent[word + 1] << (64 - offset);
    return bits & (table_size - 1);
}

// table[index], by reading all of the table: which memory is touched tells nothing about the index (Bernstein 2005,
// CacheBleed CVE-2016-0702).
template <IfmaSize S> void select(const Pair<S> (&table)[table_size], int half, Digit index, Pair<S>& result) {
    constexpr int or_of_and = 0xf8; // a | (b & c): what the eight combinations of a, b and c give
    const Vector one = _mm512_set1_epi64(1);
    const Vector wanted = _mm512_set1_epi64(static_cast<long long>(index));
    Vector chosen[Sizes<S>::vectors];
    for (Vector& vector : chosen) vector = _mm512_setzero_si512();
    for (int entry = 0; entry < table_size; ++entry) {
        const Vector difference = _mm512_xor_si512(wanted, _mm512_set1_epi64(entry));
        const Vector is_wanted = _mm512_srai_epi64(_mm512_sub_epi64(difference, one), 63); // all ones, or none
        for (int i = 0; i < Sizes<S>::vectors; ++i) {
            const Vector candidate = load(table[entry].of[half].digits, i);
            chosen[i] = _mm512_ternarylogic_epi64(chosen[i], candidate, is_wanted, or_of_and);
        }
    }
    for (int i = 0; i < Sizes<S>::vectors; ++i) store(result.of[half].digits, i, chosen[i]);
}

// table[i] = base^i × R
template <IfmaSize S>
void fill(Pair<S> (&table)[table_size], const IfmaPower (&powers)[2], const Digit* const scaled[2]) {
    Pair<S> base{};
    Pair<S> r_squared{};
    Pair<S> one{};
    for (int half = 0; half < 2; ++half) {
        for (int i = 0; i < Sizes<S>::digits; ++i) base.of[half].digits[i] = powers[half].base[i];
        for (int i = 0; i < Sizes<S>::digits; ++i) r_squared.of[half].digits[i] = powers[half].modulus.r_squared[i];
        one.of[half].digits[0] = 1;
    }
    multiply(one, r_squared, scaled, table[0]);
    multiply(base, r_squared, scaled, table[1]);
    for (int i = 2; i < table_size; ++i) multiply(table[i - 1], table[1], scaled, table[i]);
    wipe(base);
}

// Fixed windows: five squarings and one multiplication by a table entry, whatever the exponents are.
template <IfmaSize S> void secret_powers(const IfmaPower (&powers)[2]) {
    constexpr int words = ifma_bits(S) / 64;
    const Digit* const scaled[2] = {powers[0].modulus.scaled, powers[1].modulus.scaled};
    Pair<S> table[table_size];
    fill(table, powers, scaled);
    Pair<S> result = table[0];
    Pair<S> factor;
    for (int bit = (ifma_bits(S) - 1) / window_bits * window_bits; bit >= 0; bit -= window_bits) {
        for (int half = 0; half < 2; ++half) select(table, half, window(powers[half].exponent, words, bit), factor);
        for (int i = 0; i < window_bits; ++i) multiply(result, result, scaled, result);
        multiply(result, factor, scaled, result);
    }
    for (int half = 0; half < 2; ++half) {
        reduce<S>(result.of[half].digits, powers[half].modulus);
        for (int i = 0; i < Sizes<S>::digits; ++i) powers[half].result[i] = result.of[half].digits[i];
    }
    wipe(table);
    wipe(factor);
    wipe(result);
}

} // namespace

void ifma_public_power(IfmaSize size, const IfmaModulus& n, const std::uint64_t* base, std::uint64_t exponent,
                       std::uint64_t* result) {
    switch (size) {
    case IfmaSize::bits_1024: return public_power<IfmaSize::bits_1024>(n, base, exponent, result);
    case IfmaSize::bits_1536: return public_power<IfmaSize::bits_1536>(n, base, exponent, result);
    case IfmaSize::bits_2048: return public_power<IfmaSize::bits_2048>(n, base, exponent, result);
    case IfmaSize::bits_3072: return public_power<IfmaSize::bits_3072>(n, base, exponent, result);
    case IfmaSize::bits_4096: return public_power<IfmaSize::bits_4096>(n, base, exponent, result);
    }
}

void ifma_secret_powers(IfmaSize size, const IfmaPower& one, const IfmaPower& other) {
    const IfmaPower powers[2] = {one, other};
    if (size == IfmaSize::bits_1024) return secret_powers<IfmaSize::bits_1024>(powers);
    if (size == IfmaSize::bits_1536) return secret_powers<IfmaSize::bits_1536>(powers);
    return secret_powers<IfmaSize::bits_2048>(powers);
}

} // namespace vitrine::crypto::kernels
