// What AesGcm takes from the heap: one small piece for a key, nothing for a message.
#include "each_kernel.h"
#include "tests/support/counted_heap.h"

#include <gtest/gtest.h>

namespace vitrine::crypto {
namespace {

using tests::heap;
class AesGcmAllocations : public test::EachKernel {};

INSTANTIATE_TEST_SUITE_P(Each, AesGcmAllocations, testing::ValuesIn(all_kernels), test::kernel_name);

// Crypto++ needs more than one piece, and wipes through an allocator of its own.
class KernelAllocations : public test::EachKernel {};

INSTANTIATE_TEST_SUITE_P(Each, KernelAllocations,
                         testing::Values(AesGcmKernel::avx512, AesGcmKernel::vaes, AesGcmKernel::aesni),
                         test::kernel_name);

struct Message {
    std::array<std::uint8_t, AesGcm::nonce_size> nonce{};
    std::array<std::uint8_t, AesGcm::tag_size> tag{};
    Bytes aad = Bytes(13);
    Bytes text = Bytes(1 << 14);
};

TEST_P(AesGcmAllocations, are_none_to_seal_or_to_open_or_to_refuse_a_record) {
    AesGcm gcm = keyed(Bytes(16));
    Message message;
    gcm.seal(message.nonce, message.aad, message.text, message.tag); // Crypto++ is keyed by a direction's first message
    EXPECT_TRUE(gcm.open(message.nonce, message.aad, message.text, message.tag));
    const std::size_t before = heap().allocations;
    for (std::uint8_t i = 1; i < 10; ++i) {
        message.nonce[0] = i;
        gcm.seal(message.nonce, message.aad, message.text, message.tag);
        EXPECT_TRUE(gcm.open(message.nonce, message.aad, message.text, message.tag));
        EXPECT_FALSE(gcm.open(message.nonce, message.aad, message.text, message.tag));
    }
    EXPECT_EQ(heap().allocations, before);
}

TEST_P(KernelAllocations, are_one_of_at_most_900_bytes_for_a_key) {
    const Bytes key(32);
    const std::size_t allocations_before = heap().allocations;
    const std::size_t allocated_before = heap().allocated;
    const AesGcm gcm = keyed(key);
    EXPECT_EQ(heap().allocations - allocations_before, 1U);
    EXPECT_LE(heap().allocated - allocated_before, 900U);
}

TEST_P(KernelAllocations, are_wiped_before_they_are_given_back) {
    const Bytes key(32, 1);
    const std::size_t before = heap().left_behind;
    { const AesGcm gcm = keyed(key); }
    EXPECT_LE(heap().left_behind - before, sizeof(void*)); // which kernel it was
    { const Bytes not_wiped(900, 1); }                     // so they are counted here
    EXPECT_GE(heap().left_behind - before, 900U);
}

} // namespace
} // namespace vitrine::crypto
