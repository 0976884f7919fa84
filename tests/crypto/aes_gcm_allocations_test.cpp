// Counts what AesGcm allocates for a message: nothing.
#include "crypto/aes_gcm.h"

#include "tests/support/counted_heap.h"

#include <gtest/gtest.h>

namespace vitrine::crypto {
namespace {

using tests::heap;

TEST(AesGcmAllocations, are_counted_here) {
    const std::size_t before = heap().allocations;
    AesGcm gcm{Bytes(16)};
    EXPECT_GT(heap().allocations, before); // the key's table: so the counter works, for Crypto++ too
}

TEST(AesGcmAllocations, none_to_seal_or_to_open_or_to_refuse_a_record) {
    AesGcm gcm{Bytes(16)};
    std::array<std::uint8_t, AesGcm::nonce_size> nonce{};
    std::array<std::uint8_t, AesGcm::tag_size> tag{};
    const Bytes aad(13);
    Bytes text(1 << 14);
    const std::size_t before = heap().allocations;
    for (std::uint8_t i = 0; i < 10; ++i) {
        nonce[0] = i;
        gcm.seal(nonce, aad, text, tag);
        EXPECT_TRUE(gcm.open(nonce, aad, text, tag));
        EXPECT_FALSE(gcm.open(nonce, aad, text, tag));
    }
    EXPECT_EQ(heap().allocations, before);
}

} // namespace
} // namespace vitrine::crypto
