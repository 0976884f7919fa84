// Vectors of two blocks: AVX2, VAES and VPCLMULQDQ; AMD since Zen 3, and Intel's processors without AVX-512.
#pragma once

#include "block.h"
#include "partial.h"

namespace vitrine::crypto::kernels {
namespace { // each kernel has a copy of its own, compiled for its own instructions

struct Avx2 {
    using Vector = __m256i;
    static constexpr int blocks = 2;

    static Vector zero() { return _mm256_setzero_si256(); }
    static Vector broadcast(__m128i block) { return _mm256_broadcastsi128_si256(block); }
    static Vector load(const std::uint8_t* bytes) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
    }
    static void store(std::uint8_t* bytes, Vector x) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(bytes), x); }
    static Vector load_part(const std::uint8_t* bytes, int begin, int end) {
        return load_by_buffer<Avx2>(bytes, begin, end);
    }
    static void store_part(std::uint8_t* bytes, Vector x, int begin, int end) {
        store_by_buffer<Avx2>(bytes, x, begin, end);
    }
    static Vector part(Vector x, int begin, int end) { return part_by_ones<Avx2>(x, begin, end); }

    static Vector both(Vector x, Vector y) { return _mm256_and_si256(x, y); }
    static Vector add(Vector x, Vector y) { return _mm256_xor_si256(x, y); }
    static Vector add(Vector x, Vector y, Vector z) { return add(add(x, y), z); }
    static Vector turned(Vector x) {
        return _mm256_shuffle_epi8(x, broadcast(_mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f)));
    }
    static Vector halves_exchanged(Vector x) { return _mm256_shuffle_epi32(x, 0x4e); }
    template <int halves> static Vector product(Vector x, Vector y) { return _mm256_clmulepi64_epi128(x, y, halves); }
    static Vector aes_round(Vector x, Vector key) { return _mm256_aesenc_epi128(x, key); }
    static Vector last_aes_round(Vector x, Vector key) { return _mm256_aesenclast_epi128(x, key); }

    static Vector in_slot_0(__m128i block) { return _mm256_zextsi128_si256(block); }
    static Vector in_slot_1(__m128i block) { return _mm256_inserti128_si256(zero(), block, 1); }
    static __m128i slot_1(Vector x) { return _mm256_extracti128_si256(x, 1); }
    static __m128i all_slots(Vector x) {
        return _mm_xor_si128(_mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1));
    }
};

} // namespace
} // namespace vitrine::crypto::kernels
