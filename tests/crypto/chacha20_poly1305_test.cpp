// Tests of crypto/chacha20_poly1305.h against RFC 8439's vectors, and by its laws. Wycheproof's are in wycheproof_test.
#include "crypto/chacha20_poly1305.h"
#include "vector_file.h"

#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>
#include <type_traits>

namespace vitrine::crypto {
namespace {

using Nonce = std::array<std::uint8_t, ChaCha20Poly1305::nonce_size>;
using Tag = std::array<std::uint8_t, ChaCha20Poly1305::tag_size>;

static_assert(!std::is_copy_constructible_v<ChaCha20Poly1305> && !std::is_copy_assignable_v<ChaCha20Poly1305>);

struct Sealed {
    Bytes text;
    Tag tag{};
};

Sealed seal(ChaCha20Poly1305& cipher, const Nonce& nonce, View aad, View plaintext) {
    Sealed sealed{to_bytes(plaintext)};
    cipher.seal(nonce, aad, sealed.text, sealed.tag);
    return sealed;
}

void check_vector(const char* section) {
    SCOPED_TRACE(section);
    tests::Section values = tests::read_vectors("chacha20_poly1305_rfc8439.txt", section);
    Nonce nonce{};
    std::ranges::copy(values.at("nonce"), nonce.begin());
    ChaCha20Poly1305 cipher{values.at("key")};
    Sealed sealed = seal(cipher, nonce, values.at("aad"), values.at("plaintext"));
    EXPECT_EQ(to_hex(sealed.text), to_hex(values.at("ciphertext")));
    EXPECT_EQ(to_hex(sealed.tag), to_hex(values.at("tag")));
    EXPECT_TRUE(cipher.open(nonce, values.at("aad"), sealed.text, sealed.tag));
    EXPECT_EQ(to_hex(sealed.text), to_hex(values.at("plaintext")));
}

TEST(ChaCha20Poly1305, has_the_results_of_rfc_8439) { // RFC 8439 §2.8.2, §A.5
    for (const char* section : {"2.8.2", "A.5"}) check_vector(section);
}

TEST(ChaCha20Poly1305, a_key_of_another_size_is_a_logic_error) {
    for (const std::size_t size : {0U, 1U, 16U, 31U, 33U, 64U})
        EXPECT_THROW(ChaCha20Poly1305{Bytes(size)}, std::logic_error) << size;
}

TEST(ChaCha20Poly1305, any_flipped_bit_is_refused_and_leaves_only_zeros) {
    ChaCha20Poly1305 cipher{Bytes(32, 1)};
    const Nonce nonce{2};
    const Bytes aad(13, 3);
    const Sealed sealed = seal(cipher, nonce, aad, Bytes(40, 4));
    const auto refused = [&](const Nonce& with_nonce, View with_aad, Bytes text, const Tag& tag) {
        const bool opened = cipher.open(with_nonce, with_aad, text, tag);
        return !opened && text == Bytes(text.size());
    };
    const auto flipped = [](auto bytes, std::size_t bit) {
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        return bytes;
    };
    for (std::size_t bit = 0; bit < 8 * 40; ++bit)
        EXPECT_TRUE(refused(nonce, aad, flipped(sealed.text, bit), sealed.tag)) << "text, bit " << bit;
    for (std::size_t bit = 0; bit < 8 * 16; ++bit)
        EXPECT_TRUE(refused(nonce, aad, sealed.text, flipped(sealed.tag, bit))) << "tag, bit " << bit;
    for (std::size_t bit = 0; bit < 8 * 13; ++bit)
        EXPECT_TRUE(refused(nonce, flipped(aad, bit), sealed.text, sealed.tag)) << "aad, bit " << bit;
    for (std::size_t bit = 0; bit < 8 * 12; ++bit)
        EXPECT_TRUE(refused(flipped(nonce, bit), aad, sealed.text, sealed.tag)) << "nonce, bit " << bit;
    EXPECT_TRUE(refused(nonce, View{aad}.first(12), sealed.text, sealed.tag));
    EXPECT_TRUE(refused(nonce, aad, to_bytes(View{sealed.text}.first(39)), sealed.tag));
}

TEST(ChaCha20Poly1305, opens_again_after_a_forgery) {
    ChaCha20Poly1305 cipher{Bytes(32, 1)};
    Sealed sealed = seal(cipher, {}, {}, as_bytes("good"));
    Bytes forged = sealed.text;
    EXPECT_FALSE(cipher.open(Nonce{}, {}, forged, Tag{}));
    EXPECT_TRUE(cipher.open(Nonce{}, {}, sealed.text, sealed.tag));
    EXPECT_EQ(as_text(sealed.text), "good");
}

TEST(ChaCha20Poly1305, every_length_comes_back_and_nothing_beside_it_is_touched) {
    ChaCha20Poly1305 cipher{Bytes(32, 9)};
    for (std::size_t size = 0; size <= 1100; ++size) { // twice what the widest vectors take at once
        Bytes buffer(size + 2, 0x77);
        const MutableView text = MutableView{buffer}.subspan(1, size);
        const Nonce nonce{static_cast<std::uint8_t>(size), static_cast<std::uint8_t>(size >> 8)};
        Tag tag{};
        cipher.seal(nonce, as_bytes("aad"), text, tag);
        EXPECT_TRUE(cipher.open(nonce, as_bytes("aad"), text, tag)) << size;
        EXPECT_EQ(buffer, Bytes(size + 2, 0x77)) << size;
    }
}

// The key stream is one for all lengths: wherever a text ends, its beginning is encrypted to the same.
TEST(ChaCha20Poly1305, the_ciphertext_of_a_beginning_is_the_beginning_of_the_ciphertext) {
    ChaCha20Poly1305 cipher{Bytes(32, 5)};
    const Sealed whole = seal(cipher, Nonce{7}, {}, Bytes(1100, 8));
    for (std::size_t size = 0; size < whole.text.size(); ++size) {
        const Sealed part = seal(cipher, Nonce{7}, {}, Bytes(size, 8));
        ASSERT_EQ(part.text, to_bytes(View{whole.text}.first(size))) << size;
    }
}

TEST(ChaCha20Poly1305, more_text_than_there_are_counters_is_a_logic_error) { // RFC 8439 §2.8
    ChaCha20Poly1305 cipher{Bytes(32)};
    std::uint8_t byte = 0;
    Tag tag{};
    const MutableView pretended{&byte, (std::size_t{1} << 38) - 63}; // nobody looks at it
    EXPECT_THROW(cipher.seal(Nonce{}, {}, pretended, tag), std::logic_error);
}

TEST(ChaCha20Poly1305, says_what_it_is_made_of) {
    EXPECT_THAT(chacha20_poly1305_implementation(), testing::MatchesRegex("Crypto\\+\\+ 8\\..*ChaCha20 by .*"));
}

} // namespace
} // namespace vitrine::crypto
