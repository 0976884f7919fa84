// New keys: their numbers belong together, nothing but the source decides on them, and their purposes are named.
#include "crypto/key_generation.h"

#include "crypto/ecdsa.h"
#include "tests/crypto/fixed_random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::crypto {
namespace {

// Counts in place of chance: the same keys each run.
class Counting final : public RandomSource {
public:
    void fill(std::string_view purpose, MutableView out) override {
        if (purposes.empty() || purposes.back() != purpose) purposes.emplace_back(purpose);
        for (std::uint8_t& byte : out) {
            state_ = state_ * 6364136223846793005U + 1442695040888963407U; // Knuth's numbers
            byte = static_cast<std::uint8_t>(state_ >> 56);
        }
    }
    std::vector<std::string> purposes;

private:
    std::uint64_t state_ = 1;
};

TEST(KeyGeneration, an_rsa_key_has_the_bits_asked_for_and_numbers_that_belong_together) {
    for (const std::size_t bits : {2048U, 2064U, 3072U}) {
        Counting random;
        const RsaPrivateNumbers numbers = generate_rsa_numbers(bits, random);
        const auto key = RsaPrivateKey::from_numbers(numbers);
        ASSERT_TRUE(key) << bits;
        EXPECT_EQ(key->public_key().bits(), bits);
        EXPECT_EQ(to_hex(numbers.public_exponent), "010001");
        const Bytes signature = key->sign(RsaPadding::pss, HashAlgorithm::sha256, as_bytes("text"), random);
        EXPECT_TRUE(key->public_key().verify(RsaPadding::pss, HashAlgorithm::sha256, as_bytes("text"), signature));
    }
}

TEST(KeyGeneration, an_rsa_key_is_what_its_source_makes_of_it_and_no_two_are_equal) {
    Counting one, same;
    const RsaPrivateNumbers first = generate_rsa_numbers(2048, one);
    EXPECT_EQ(first.modulus, generate_rsa_numbers(2048, same).modulus);
    EXPECT_NE(first.modulus, generate_rsa_numbers(2048, same).modulus);
    EXPECT_THAT(one.purposes, testing::Each(testing::AnyOf("rsa_prime", "rsa_witness")));
}

TEST(KeyGeneration, an_rsa_key_of_another_size_is_refused) {
    Counting random;
    for (const std::size_t bits : {0U, 1024U, 2047U, 2056U, 8208U, 16384U})
        EXPECT_THROW(generate_rsa_numbers(bits, random), std::logic_error) << bits;
}

TEST(KeyGeneration, a_broken_source_gives_no_prime) {
    tests::FixedRandom zeros{{Bytes(1, 0)}};
    EXPECT_THROW(generate_rsa_numbers(2048, zeros), std::runtime_error);
}

TEST(KeyGeneration, an_ec_key_is_a_scalar_and_its_point) {
    for (const Curve curve : {Curve::secp256r1, Curve::secp384r1}) {
        Counting random;
        const EcPrivateNumbers numbers = generate_ec_numbers(curve, random);
        EXPECT_THAT(random.purposes, testing::ElementsAre("ec_private_key"));
        const auto key = EcdsaPrivateKey::from_scalar(curve, numbers.scalar.view());
        ASSERT_TRUE(key);
        EXPECT_EQ(to_hex(key->public_key().point()), to_hex(numbers.public_point));
        EXPECT_NE(to_hex(generate_ec_numbers(curve, random).scalar.view()), to_hex(numbers.scalar.view()));
    }
    Counting random;
    EXPECT_THROW(generate_ec_numbers(Curve::x25519, random), std::logic_error);
}

} // namespace
} // namespace vitrine::crypto
