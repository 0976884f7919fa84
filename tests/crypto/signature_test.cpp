// Tests of crypto/signature.h: the right key for the right algorithm.
#include "crypto/signature.h"
#include "rsa_vectors.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

using enum HashAlgorithm;
using Kind = SignatureAlgorithm::Kind;

constexpr SignatureAlgorithm rsa_pkcs1{Kind::rsa_pkcs1, sha256};
constexpr SignatureAlgorithm rsa_pss{Kind::rsa_pss, sha256};
constexpr SignatureAlgorithm ecdsa{Kind::ecdsa, sha256};

class Signatures : public testing::Test {
protected:
    PrivateKey rsa{*RsaPrivateKey::from_numbers(tests::numbers_of(tests::read_vectors("rsa_openssl.txt", "rsa 2048")))};
    PrivateKey other_rsa{
        *RsaPrivateKey::from_numbers(tests::numbers_of(tests::read_vectors("rsa_openssl.txt", "rsa 2049")))};
    PrivateKey p256{*EcdsaPrivateKey::from_scalar(Curve::secp256r1, Bytes(32, 5))};
    PrivateKey p384{*EcdsaPrivateKey::from_scalar(Curve::secp384r1, Bytes(32, 5))};
    SystemRandom random;
};

TEST_F(Signatures, verify_under_the_algorithm_that_made_them_and_no_other) {
    for (auto [key, algorithm] : {std::pair{&rsa, rsa_pkcs1}, {&rsa, rsa_pss}, {&p256, ecdsa}, {&p384, ecdsa}}) {
        const Bytes signature = sign(*key, algorithm, as_bytes("this"), random);
        for (SignatureAlgorithm other : {rsa_pkcs1, rsa_pss, ecdsa})
            EXPECT_EQ(verify(public_key_of(*key), other, as_bytes("this"), signature), other == algorithm);
        EXPECT_FALSE(verify(public_key_of(*key), algorithm, as_bytes("that"), signature));
    }
}

TEST_F(Signatures, a_key_of_another_kind_verifies_nothing_and_signing_with_it_is_a_logic_error) {
    EXPECT_FALSE(verify(public_key_of(p256), rsa_pss, {}, sign(rsa, rsa_pss, {}, random)));
    EXPECT_FALSE(verify(public_key_of(rsa), ecdsa, {}, sign(p256, ecdsa, {}, random)));
    EXPECT_THROW(sign(rsa, ecdsa, {}, random), std::logic_error);
    EXPECT_THROW(sign(p256, rsa_pkcs1, {}, random), std::logic_error);
    EXPECT_THROW(sign(p384, rsa_pss, {}, random), std::logic_error);
}

TEST_F(Signatures, a_key_is_the_same_as_itself_only) {
    const std::array keys{public_key_of(rsa), public_key_of(other_rsa), public_key_of(p256), public_key_of(p384)};
    for (std::size_t i = 0; i < keys.size(); ++i)
        for (std::size_t j = 0; j < keys.size(); ++j)
            EXPECT_EQ(same_key(keys[i], keys[j]), i == j) << i << " and " << j;
    const auto& numbers = std::get<RsaPublicKey>(keys[0]);
    const PublicKey other_exponent = *RsaPublicKey::from_numbers(numbers.modulus(), tests::hex("03"));
    EXPECT_FALSE(same_key(keys[0], other_exponent));
    const PublicKey other_point = EcdsaPrivateKey::from_scalar(Curve::secp256r1, Bytes(32, 6))->public_key();
    EXPECT_FALSE(same_key(keys[2], other_point));
}

TEST_F(Signatures, a_key_is_described_by_kind_and_size) {
    EXPECT_EQ(describe(public_key_of(rsa)), "RSA 2048 bits");
    EXPECT_EQ(describe(public_key_of(p256)), "EC secp256r1");
    EXPECT_EQ(describe(public_key_of(p384)), "EC secp384r1");
}

} // namespace
} // namespace vitrine::crypto
