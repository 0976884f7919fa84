// Counts what AesGcm allocates for a message: nothing. This program replaces operator new.
#include "crypto/aes_gcm.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <new>

namespace {
std::size_t allocations = 0;

void* counted(std::size_t size) {
    ++allocations;
    void* memory = std::malloc(size);
    if (memory == nullptr) throw std::bad_alloc{};
    return memory;
}
} // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace vitrine::crypto {
namespace {

TEST(AesGcmAllocations, are_counted_here) {
    const std::size_t before = allocations;
    AesGcm gcm{Bytes(16)};
    EXPECT_GT(allocations, before); // the key's table: so the counter works, for Crypto++ too
}

TEST(AesGcmAllocations, none_to_seal_or_to_open_or_to_refuse_a_record) {
    AesGcm gcm{Bytes(16)};
    std::array<std::uint8_t, AesGcm::nonce_size> nonce{};
    std::array<std::uint8_t, AesGcm::tag_size> tag{};
    const Bytes aad(13);
    Bytes text(1 << 14);
    const std::size_t before = allocations;
    for (std::uint8_t i = 0; i < 10; ++i) {
        nonce[0] = i;
        gcm.seal(nonce, aad, text, tag);
        EXPECT_TRUE(gcm.open(nonce, aad, text, tag));
        EXPECT_FALSE(gcm.open(nonce, aad, text, tag));
    }
    EXPECT_EQ(allocations, before);
}

} // namespace
} // namespace vitrine::crypto
