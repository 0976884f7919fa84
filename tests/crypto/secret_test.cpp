// Tests of crypto/secret.h and crypto/equal.h.
#include "crypto/equal.h"
#include "crypto/secret.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <new>

namespace vitrine::crypto {
namespace {

template <class T>
concept Comparable = requires(const T& one, const T& other) {
    one == other;
};

static_assert(!std::is_copy_constructible_v<Secret<32>> && !std::is_copy_assignable_v<Secret<32>>);
static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
static_assert(!Comparable<Secret<32>> && !Comparable<SecretBytes>);

TEST(Wipe, every_byte_becomes_zero) {
    Bytes bytes(100, 0xaa);
    wipe(bytes);
    EXPECT_EQ(bytes, Bytes(100));
    wipe({});
}

TEST(Secret, is_wiped_where_it_was_moved_from_and_when_it_dies) {
    alignas(Secret<32>) std::array<std::uint8_t, sizeof(Secret<32>)> place{};
    auto* secret = new (place.data()) Secret<32>;
    std::ranges::fill(secret->fill(), std::uint8_t{0xaa});
    Secret<32> moved = std::move(*secret);
    EXPECT_EQ(place, decltype(place){});
    EXPECT_EQ(to_bytes(moved.view()), Bytes(32, 0xaa));
    *secret = std::move(moved);
    secret->~Secret();
    EXPECT_EQ(place, decltype(place){});
}

TEST(SecretBytes, leave_nothing_where_they_were_moved_from) {
    SecretBytes secret{4};
    secret.fill()[0] = 7;
    SecretBytes moved = std::move(secret);
    EXPECT_EQ(secret.size(), 0U); // NOLINT(bugprone-use-after-move,clang-analyzer-cplusplus.Move): the promise tested
    EXPECT_EQ(moved.view()[0], 7);
    SecretBytes assigned{9};
    assigned = std::move(moved);
    EXPECT_EQ(assigned.size(), 4U);
    EXPECT_EQ(moved.size(), 0U); // NOLINT(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
}

TEST(Equal, a_difference_in_any_single_bit_or_in_length_is_seen) {
    const Bytes original(32, 0x5a);
    EXPECT_TRUE(equal(original, Bytes(original)));
    EXPECT_TRUE(equal({}, {}));
    for (std::size_t bit = 0; bit < 256; ++bit) {
        Bytes other = original;
        other[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        EXPECT_FALSE(equal(original, other)) << "bit " << bit;
    }
    EXPECT_FALSE(equal(original, View{original}.first(31)));
    EXPECT_FALSE(equal(original, {}));
}

} // namespace
} // namespace vitrine::crypto
