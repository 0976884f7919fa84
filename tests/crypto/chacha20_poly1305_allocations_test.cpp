// What ChaCha20Poly1305 takes from the heap: what a key needs, and nothing for a message.
#include "crypto/chacha20_poly1305.h"
#include "tests/support/counted_heap.h"

#include <array>
#include <gtest/gtest.h>

namespace vitrine::crypto {
namespace {

using tests::heap;

TEST(ChaCha20Poly1305Allocations, are_none_to_seal_or_to_open_or_to_refuse_a_record) {
    ChaCha20Poly1305 cipher{Bytes(32)};
    std::array<std::uint8_t, ChaCha20Poly1305::nonce_size> nonce{};
    std::array<std::uint8_t, ChaCha20Poly1305::tag_size> tag{};
    const Bytes aad(13);
    Bytes text((1 << 14) + 1);
    const std::size_t before = heap().allocations;
    for (std::uint8_t i = 1; i < 10; ++i) {
        nonce[0] = i;
        cipher.seal(nonce, aad, text, tag);
        EXPECT_TRUE(cipher.open(nonce, aad, text, tag));
        EXPECT_FALSE(cipher.open(nonce, aad, text, tag));
    }
    EXPECT_EQ(heap().allocations, before);
}

} // namespace
} // namespace vitrine::crypto
