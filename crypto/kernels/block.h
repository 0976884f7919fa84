// One block in an SSE register: the key schedule, and multiplication in GHASH's field (NIST SP 800-38D §6.3).
#pragma once

#include "kernel.h"

#include <immintrin.h>

namespace vitrine::crypto::kernels {
namespace { // each kernel has a copy of its own, compiled for its own instructions

inline __m128i load_block(const std::uint8_t* bytes) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
}
inline void store_block(std::uint8_t* bytes, __m128i block) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(bytes), block);
}

// GHASH takes a block for a polynomial whose first bit is the constant term: in a register, the bytes turned around.
inline __m128i turned(__m128i block) {
    return _mm_shuffle_epi8(block, _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f));
}

inline __m128i as_number(Block block) {
    return _mm_set_epi64x(static_cast<long long>(block.first), static_cast<long long>(block.last));
}
inline Block as_block(__m128i number) {
    return {.first = static_cast<std::uint64_t>(_mm_extract_epi64(number, 1)),
            .last = static_cast<std::uint64_t>(_mm_extract_epi64(number, 0))};
}

// x^128 + x^127 + x^126 + x^121 + 1, its bits turned around as well.
inline __m128i field_polynomial() { return _mm_set_epi64x(static_cast<long long>(0xc2ULL << 56), 1); }

// A vector of one block: what the kernels are written in terms of, and the helper of the wider ones.
struct Sse {
    using Vector = __m128i;
    static constexpr int blocks = 1;

    static Vector zero() { return _mm_setzero_si128(); }
    static Vector broadcast(__m128i block) { return block; }
    static Vector load(const std::uint8_t* bytes) { return load_block(bytes); }
    static void store(std::uint8_t* bytes, Vector x) { store_block(bytes, x); }
    static Vector add(Vector x, Vector y) { return _mm_xor_si128(x, y); }
    static Vector add(Vector x, Vector y, Vector z) { return add(add(x, y), z); }
    static Vector turned(Vector x) { return kernels::turned(x); }
    static Vector halves_exchanged(Vector x) { return _mm_shuffle_epi32(x, 0x4e); }
    // The product, without carries, of a half of x (which: the last digit) and one of y (the first digit).
    template <int halves> static Vector product(Vector x, Vector y) { return _mm_clmulepi64_si128(x, y, halves); }
    static Vector aes_round(Vector x, Vector key) { return _mm_aesenc_si128(x, key); }
    static Vector last_aes_round(Vector x, Vector key) { return _mm_aesenclast_si128(x, key); }

    static Vector in_slot_0(__m128i block) { return block; }
    static Vector in_slot_1(__m128i block) { return block; }
    static __m128i slot_1(Vector x) { return x; }
    static __m128i all_slots(Vector x) { return x; }
};

// Sums of products of halves: `low` + `middle` · 2^64 + `high` · 2^128.
template <class V> struct Products { typename V::Vector low = V::zero(), middle = V::zero(), high = V::zero(); };

// Twice, the lowest 64 bits are exchanged for what they are congruent to, which stands 64 and 128 bits further up.
template <class V> typename V::Vector reduced(const Products<V>& sum) {
    const auto polynomial = V::broadcast(field_polynomial());
    const auto middle =
        V::add(sum.middle, V::halves_exchanged(sum.low), V::template product<0x10>(sum.low, polynomial));
    return V::add(sum.high, V::halves_exchanged(middle), V::template product<0x10>(middle, polynomial));
}

// Block by block; `power` is of GcmKey::powers.
template <class V> typename V::Vector multiplied(typename V::Vector number, typename V::Vector power) {
    return reduced<V>(
        {.low = V::template product<0x00>(number, power),
         .middle = V::add(V::template product<0x01>(number, power), V::template product<0x10>(number, power)),
         .high = V::template product<0x11>(number, power)});
}

// The product of two numbers whose bits are turned around lacks one bit at its lower end: so the powers of H are kept
// shifted by it. Bit 127, shifted out, comes back as what it is congruent to.
inline __m128i shifted_by_one(__m128i number) {
    const __m128i carries = _mm_srli_epi64(number, 63);
    const __m128i shifted = _mm_or_si128(_mm_slli_epi64(number, 1), _mm_slli_si128(carries, 8));
    const __m128i none_or_all = _mm_sub_epi32(_mm_setzero_si128(), _mm_shuffle_epi32(carries, 0xaa)); // no branch
    return _mm_xor_si128(shifted, _mm_and_si128(none_or_all, field_polynomial()));
}

// Each word of `key`, and all of those before it, added up, and `substituted`: one step of FIPS 197 §5.2.
inline __m128i next_round_key(__m128i key, __m128i substituted) {
    key = _mm_xor_si128(key, _mm_slli_si128(key, 4));
    key = _mm_xor_si128(key, _mm_slli_si128(key, 8));
    return _mm_xor_si128(key, substituted);
}

template <int rcon> __m128i rotated_and_substituted(__m128i key) {
    return _mm_shuffle_epi32(_mm_aeskeygenassist_si128(key, rcon), 0xff);
}

inline __m128i only_substituted(__m128i key) { return _mm_shuffle_epi32(_mm_aeskeygenassist_si128(key, 0), 0xaa); }

template <int rcon> void expand_128(GcmKey& expanded, int round) {
    const __m128i before = load_block(expanded.round_keys[round - 1]);
    store_block(expanded.round_keys[round], next_round_key(before, rotated_and_substituted<rcon>(before)));
}

// Two round keys a step; the second takes no rcon.
template <int rcon> void expand_256(GcmKey& expanded, int round) {
    const __m128i even = load_block(expanded.round_keys[round - 2]);
    const __m128i odd = load_block(expanded.round_keys[round - 1]);
    const __m128i next = next_round_key(even, rotated_and_substituted<rcon>(odd));
    store_block(expanded.round_keys[round], next);
    if (round < 14) store_block(expanded.round_keys[round + 1], next_round_key(odd, only_substituted(next)));
}

inline void set_round_keys(GcmKey& expanded, const std::uint8_t* key, std::size_t key_size) {
    store_block(expanded.round_keys[0], load_block(key));
    if (key_size == 16) {
        expanded.rounds = 10;
        expand_128<0x01>(expanded, 1);
        expand_128<0x02>(expanded, 2);
        expand_128<0x04>(expanded, 3);
        expand_128<0x08>(expanded, 4);
        expand_128<0x10>(expanded, 5);
        expand_128<0x20>(expanded, 6);
        expand_128<0x40>(expanded, 7);
        expand_128<0x80>(expanded, 8);
        expand_128<0x1b>(expanded, 9);
        expand_128<0x36>(expanded, 10);
        return;
    }
    expanded.rounds = 14;
    store_block(expanded.round_keys[1], load_block(key + 16));
    expand_256<0x01>(expanded, 2);
    expand_256<0x02>(expanded, 4);
    expand_256<0x04>(expanded, 6);
    expand_256<0x08>(expanded, 8);
    expand_256<0x10>(expanded, 10);
    expand_256<0x20>(expanded, 12);
    expand_256<0x40>(expanded, 14);
}

inline __m128i encrypted(const GcmKey& key, __m128i block) {
    block = _mm_xor_si128(block, load_block(key.round_keys[0]));
    for (int round = 1; round < key.rounds; ++round) block = _mm_aesenc_si128(block, load_block(key.round_keys[round]));
    return _mm_aesenclast_si128(block, load_block(key.round_keys[key.rounds]));
}

} // namespace
} // namespace vitrine::crypto::kernels
