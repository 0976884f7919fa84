// Tests of crypto/aes_gcm.h against the test cases that its designers gave NIST, and by its laws.
#include "crypto/aes_gcm.h"
#include "each_kernel.h"
#include "vector_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

using Nonce = std::array<std::uint8_t, AesGcm::nonce_size>;
using Tag = std::array<std::uint8_t, AesGcm::tag_size>;

struct Sealed {
    Bytes text;
    Tag tag{};
};

Sealed seal(AesGcm& gcm, const Nonce& nonce, View aad, View plaintext) {
    Sealed sealed{to_bytes(plaintext)};
    gcm.seal(nonce, aad, sealed.text, sealed.tag);
    return sealed;
}

template <class Array> Array array_of(View bytes) {
    Array array{};
    std::copy(bytes.begin(), bytes.end(), array.begin());
    return array;
}

using AesGcmOf = test::EachKernel;

INSTANTIATE_TEST_SUITE_P(Each, AesGcmOf, testing::ValuesIn(all_kernels), test::kernel_name);

void check_case(const char* number, AesGcmKernel kernel) {
    SCOPED_TRACE(number);
    tests::Section values = tests::read_vectors("aes_gcm_mcgrew_viega.txt", number);
    const auto nonce = array_of<Nonce>(values.at("nonce"));
    AesGcm gcm{values.at("key"), kernel};
    Sealed sealed = seal(gcm, nonce, values.at("aad"), values.at("plaintext"));
    EXPECT_EQ(to_hex(sealed.text), to_hex(values.at("ciphertext")));
    EXPECT_EQ(to_hex(sealed.tag), to_hex(values.at("tag")));
    EXPECT_TRUE(gcm.open(nonce, values.at("aad"), sealed.text, sealed.tag));
    EXPECT_EQ(to_hex(sealed.text), to_hex(values.at("plaintext")));
}

TEST_P(AesGcmOf, mcgrew_and_viega_has_their_results) {
    for (const char* number : {"1", "2", "3", "4", "13", "14", "15", "16"}) check_case(number, GetParam());
}

TEST(AesGcm, a_key_of_another_size_is_a_logic_error) {
    for (std::size_t size : {0U, 1U, 15U, 17U, 24U, 31U, 33U})
        EXPECT_THROW(AesGcm{Bytes(size)}, std::logic_error) << size;
}

TEST_P(AesGcmOf, any_flipped_bit_is_refused_and_leaves_only_zeros) {
    AesGcm gcm = keyed(Bytes(16, 1));
    const Nonce nonce{2};
    const Bytes aad(13, 3);
    const Sealed sealed = seal(gcm, nonce, aad, Bytes(40, 4));
    const auto refused = [&](const Nonce& with_nonce, View with_aad, Bytes text, const Tag& tag) {
        const bool opened = gcm.open(with_nonce, with_aad, text, tag);
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

TEST_P(AesGcmOf, opens_again_after_a_forgery) {
    AesGcm gcm = keyed(Bytes(32, 1));
    Sealed sealed = seal(gcm, {}, {}, as_bytes("good"));
    Bytes forged = sealed.text;
    EXPECT_FALSE(gcm.open(Nonce{}, {}, forged, Tag{}));
    EXPECT_TRUE(gcm.open(Nonce{}, {}, sealed.text, sealed.tag));
    EXPECT_EQ(as_text(sealed.text), "good");
}

TEST_P(AesGcmOf, every_length_comes_back_and_nothing_beside_it_is_touched) {
    AesGcm gcm = keyed(Bytes(16, 9));
    for (std::size_t size = 0; size <= 600; ++size) {
        Bytes buffer(size + 2, 0x77);
        const MutableView text = MutableView{buffer}.subspan(1, size);
        Nonce nonce{};
        nonce[0] = static_cast<std::uint8_t>(size);
        Tag tag{};
        gcm.seal(nonce, as_bytes("aad"), text, tag);
        EXPECT_TRUE(gcm.open(nonce, as_bytes("aad"), text, tag)) << size;
        EXPECT_EQ(buffer, Bytes(size + 2, 0x77)) << size;
    }
}

TEST_P(AesGcmOf, more_text_than_there_are_counters_is_a_logic_error) { // SP 800-38D §5.2.1.1
    AesGcm gcm = keyed(Bytes(16));
    std::uint8_t byte = 0;
    Tag tag{};
    const MutableView pretended{&byte, (std::size_t{1} << 36) - 31}; // nobody looks at it
    EXPECT_THROW(gcm.seal(Nonce{}, {}, pretended, tag), std::logic_error);
    EXPECT_THROW(gcm.seal({.fixed = 0, .invocation = 0}, {}, pretended, tag), std::logic_error);
}

TEST(AesGcm, says_what_it_is_made_of) {
    EXPECT_THAT(aes_gcm_implementation(), testing::MatchesRegex("(avx512|vaes|aesni|cryptopp): .*AES.*"));
}

} // namespace
} // namespace vitrine::crypto
