// Vectors of four blocks: AVX-512 (F, DQ, BW, VL), VAES and VPCLMULQDQ; Intel since Ice Lake, AMD since Zen 4.
#pragma once

#include "block.h"

namespace vitrine::crypto::kernels {
namespace { // each kernel has a copy of its own, compiled for its own instructions

struct Avx512 {
    using Vector = __m512i;
    static constexpr int blocks = 4;

    static Vector zero() { return _mm512_setzero_si512(); }
    static Vector broadcast(__m128i block) { return _mm512_broadcast_i32x4(block); }
    static Vector load(const std::uint8_t* bytes) { return _mm512_loadu_si512(bytes); }
    static void store(std::uint8_t* bytes, Vector x) { _mm512_storeu_si512(bytes, x); }

    // Bytes outside the mask are not touched in memory, not even read: they need not be there.
    static __mmask64 mask(int begin, int end) { return end == begin ? 0 : ~0ULL << begin & ~0ULL >> (64 - end); }
    static Vector load_part(const std::uint8_t* bytes, int begin, int end) {
        return _mm512_maskz_loadu_epi8(mask(begin, end), bytes);
    }
    static void store_part(std::uint8_t* bytes, Vector x, int begin, int end) {
        _mm512_mask_storeu_epi8(bytes, mask(begin, end), x);
    }
    static Vector part(Vector x, int begin, int end) { return _mm512_maskz_mov_epi8(mask(begin, end), x); }

    static Vector add(Vector x, Vector y) { return _mm512_xor_si512(x, y); }
    static Vector add(Vector x, Vector y, Vector z) { return _mm512_ternarylogic_epi64(x, y, z, 0x96); } // at once
    static Vector turned(Vector x) {
        return _mm512_shuffle_epi8(x, broadcast(_mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f)));
    }
    static Vector halves_exchanged(Vector x) { return _mm512_shuffle_epi32(x, _MM_PERM_BADC); }
    template <int halves> static Vector product(Vector x, Vector y) { return _mm512_clmulepi64_epi128(x, y, halves); }
    static Vector aes_round(Vector x, Vector key) { return _mm512_aesenc_epi128(x, key); }
    static Vector last_aes_round(Vector x, Vector key) { return _mm512_aesenclast_epi128(x, key); }

    static Vector in_slot_0(__m128i block) { return _mm512_zextsi128_si512(block); }
    static Vector in_slot_1(__m128i block) { return _mm512_inserti32x4(zero(), block, 1); }
    static __m128i slot_1(Vector x) { return _mm512_extracti32x4_epi32(x, 1); }
    static __m128i all_slots(Vector x) {
        const __m256i two = _mm256_xor_si256(_mm512_castsi512_si256(x), _mm512_extracti64x4_epi64(x, 1));
        return _mm_xor_si128(_mm256_castsi256_si128(two), _mm256_extracti128_si256(two, 1));
    }
};

} // namespace
} // namespace vitrine::crypto::kernels
