// Tests of crypto/emsa.h: what every byte of an encoded message must be (RFC 8017 §9).
#include "crypto/emsa.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

using enum HashAlgorithm;

TEST(EmsaPkcs1, is_filled_with_ff_up_to_the_digest_info) { // RFC 8017 §9.2
    const Bytes encoded = emsa_pkcs1_encode(sha256, as_bytes("abc"), 64);
    EXPECT_EQ(to_hex(encoded), "0001ffffffffffffffffffff00"
                               "3031300d060960864801650304020105000420"
                               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(EmsaPkcs1, a_modulus_too_short_for_eight_bytes_of_filling_is_a_logic_error) { // RFC 8017 §9.2, step 3
    EXPECT_EQ(emsa_pkcs1_encode(sha256, {}, 62).size(), 62U);
    EXPECT_THROW(emsa_pkcs1_encode(sha256, {}, 61), std::logic_error);
    EXPECT_THROW(emsa_pkcs1_encode(sha512, {}, 93), std::logic_error);
}

class EmsaPss : public testing::TestWithParam<std::size_t> {
protected:
    std::size_t bits = GetParam();
    Bytes salt = Bytes(32, 0x5a);
    Bytes encoded = emsa_pss_encode(sha256, as_bytes("abc"), salt, bits);
};

TEST_P(EmsaPss, is_as_long_as_its_bits_and_sets_none_beyond_them) { // RFC 8017 §9.1.1, step 11
    EXPECT_EQ(encoded.size(), (bits + 7) / 8);
    if (bits % 8 != 0) {
        EXPECT_EQ(encoded[0] >> bits % 8, 0);
    }
    EXPECT_EQ(encoded.back(), 0xbc);
    EXPECT_TRUE(emsa_pss_verify(sha256, as_bytes("abc"), encoded, bits));
}

TEST_P(EmsaPss, every_flipped_bit_is_refused) {
    for (std::size_t bit = 0; bit < 8 * encoded.size(); ++bit) {
        Bytes bad = encoded;
        bad[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        EXPECT_FALSE(emsa_pss_verify(sha256, as_bytes("abc"), bad, bits)) << "bit " << bit;
    }
}

TEST_P(EmsaPss, another_message_hash_salt_length_or_size_is_refused) {
    EXPECT_FALSE(emsa_pss_verify(sha256, as_bytes("abd"), encoded, bits));
    EXPECT_FALSE(emsa_pss_verify(sha384, as_bytes("abc"), encoded, bits));
    for (std::size_t size : {0U, 31U, 33U}) {
        const Bytes other = emsa_pss_encode(sha256, as_bytes("abc"), Bytes(size, 0x5a), bits);
        EXPECT_FALSE(emsa_pss_verify(sha256, as_bytes("abc"), other, bits)) << "salt of " << size;
    }
    EXPECT_FALSE(emsa_pss_verify(sha256, as_bytes("abc"), View{encoded}.first(encoded.size() - 1), bits));
    EXPECT_FALSE(emsa_pss_verify(sha256, as_bytes("abc"), {}, bits));
}

INSTANTIATE_TEST_SUITE_P(Bits, EmsaPss, testing::Values(544, 545, 551, 552, 2047, 2048));

TEST(EmsaPssSize, too_few_bits_for_hash_and_salt_are_a_logic_error_or_a_refusal) {
    EXPECT_THROW(emsa_pss_encode(sha256, {}, Bytes(32), 520), std::logic_error);
    EXPECT_FALSE(emsa_pss_verify(sha256, {}, Bytes(65, 0xbc), 520));
}

} // namespace
} // namespace vitrine::crypto
