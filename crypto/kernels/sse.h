// Vectors of one block: AES-NI, PCLMULQDQ and, for shorter code, AVX; Intel since Sandy Bridge, AMD since Bulldozer.
#pragma once

#include "block.h"
#include "partial.h"

namespace vitrine::crypto::kernels {
namespace { // each kernel has a copy of its own, compiled for its own instructions

struct Single : Sse {
    static Vector load_part(const std::uint8_t* bytes, int begin, int end) {
        return load_by_buffer<Single>(bytes, begin, end);
    }
    static void store_part(std::uint8_t* bytes, Vector x, int begin, int end) {
        store_by_buffer<Single>(bytes, x, begin, end);
    }
    static Vector part(Vector x, int begin, int end) { return part_by_ones<Single>(x, begin, end); }
    static Vector both(Vector x, Vector y) { return _mm_and_si128(x, y); }
};

} // namespace
} // namespace vitrine::crypto::kernels
