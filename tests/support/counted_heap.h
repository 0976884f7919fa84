// What a program takes from the heap. Whoever is linked with this has operator new replaced by one that counts.
#pragma once

#include <cstddef>

namespace vitrine::tests {

struct HeapCounts {
    std::size_t allocations = 0; // how many there were
    std::size_t allocated = 0;   // bytes asked for, in all of them
    std::size_t largest = 0;     // bytes, of one of them
    std::size_t live = 0;        // bytes that are held now, with what the allocator rounds up to
    std::size_t left_behind = 0; // bytes that were not zero when they were given back
};

HeapCounts heap();

} // namespace vitrine::tests
