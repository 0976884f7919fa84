// What a program takes from the heap: operator new and its kin, which count and then do as always.
#include "tests/support/counted_heap.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>

namespace vitrine::tests {

namespace {

std::atomic<std::size_t> allocations, allocated, largest, live, left_behind;

void* counted(std::size_t size) {
    void* memory = std::calloc(1, std::max<std::size_t>(size, 1)); // zeros also in what is given beyond `size`
    if (memory == nullptr) throw std::bad_alloc{};
    ++allocations;
    allocated += size;
    largest = std::max<std::size_t>(largest, size);
    live += malloc_usable_size(memory);
    return memory;
}

void* counted_or_nothing(std::size_t size) noexcept {
    try {
        return counted(size);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

void give_back(void* memory) {
    const auto* const bytes = static_cast<const unsigned char*>(memory);
    const std::size_t size = malloc_usable_size(memory); // of nullptr: 0
    left_behind += static_cast<std::size_t>(std::count_if(bytes, bytes + size, [](auto byte) { return byte != 0; }));
    live -= size;
    std::free(memory);
}

} // namespace

HeapCounts heap() { return {allocations, allocated, largest, live, left_behind}; }

} // namespace vitrine::tests

void* operator new(std::size_t size) { return vitrine::tests::counted(size); }
void* operator new[](std::size_t size) { return vitrine::tests::counted(size); }
// The library's temporary buffers are taken so: stable_sort's.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return vitrine::tests::counted_or_nothing(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return vitrine::tests::counted_or_nothing(size);
}
void operator delete(void* memory) noexcept { vitrine::tests::give_back(memory); }
void operator delete[](void* memory) noexcept { vitrine::tests::give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { vitrine::tests::give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { vitrine::tests::give_back(memory); }
