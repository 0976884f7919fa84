// Parts of vectors for instruction sets without masks: through a buffer of a whole vector.
#pragma once

#include "kernel.h"

namespace vitrine::crypto::kernels {
namespace { // each kernel has a copy of its own, compiled for its own instructions

// From any place in it, so many ones and then zeros.
struct Ones {
    std::uint8_t bytes[64];
};
constexpr Ones ones_and_zeros() {
    Ones ones{};
    for (int i = 0; i < 32; ++i) ones.bytes[i] = 0xff;
    return ones;
}
constexpr Ones ones = ones_and_zeros();

// For those below, text begins at 0, or there is none: it begins at its `end`.
template <class V> typename V::Vector load_by_buffer(const std::uint8_t* bytes, int begin, int end) {
    constexpr int size = V::blocks * 16;
    if (begin == end) return V::zero();
    if (end == size) return V::load(bytes);
    std::uint8_t buffer[size] = {};
    __builtin_memcpy(buffer, bytes, static_cast<std::size_t>(end));
    return V::load(buffer);
}

template <class V> void store_by_buffer(std::uint8_t* bytes, typename V::Vector x, int begin, int end) {
    constexpr int size = V::blocks * 16;
    if (begin == end) return;
    if (end == size) return V::store(bytes, x);
    std::uint8_t buffer[size];
    V::store(buffer, x);
    __builtin_memcpy(bytes, buffer, static_cast<std::size_t>(end));
}

template <class V> typename V::Vector part_by_ones(typename V::Vector x, int begin, int end) {
    if (begin == end) return V::zero();
    return end == V::blocks * 16 ? x : V::both(x, V::load(ones.bytes + 32 - end));
}

} // namespace
} // namespace vitrine::crypto::kernels
