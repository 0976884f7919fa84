// What a program takes from the heap: operator new and its kin, which count and then do as always.
#include "tests/support/counted_heap.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>

namespace vitrine::tests {

namespace {

// One thread at a time allocates in these programs as a rule; atomic for those where another does too.
std::atomic<std::size_t> allocations, allocated, largest, live;

void* counted(std::size_t size) {
    void* memory = std::malloc(std::max<std::size_t>(size, 1));
    if (memory == nullptr) throw std::bad_alloc{};
    ++allocations;
    allocated += size;
    largest = std::max<std::size_t>(largest, size);
    live += malloc_usable_size(memory);
    return memory;
}

void give_back(void* memory) {
    live -= malloc_usable_size(memory); // of nullptr: 0
    std::free(memory);
}

} // namespace

HeapCounts heap() { return {allocations, allocated, largest, live}; }

} // namespace vitrine::tests

void* operator new(std::size_t size) { return vitrine::tests::counted(size); }
void* operator new[](std::size_t size) { return vitrine::tests::counted(size); }
void operator delete(void* memory) noexcept { vitrine::tests::give_back(memory); }
void operator delete[](void* memory) noexcept { vitrine::tests::give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { vitrine::tests::give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { vitrine::tests::give_back(memory); }
