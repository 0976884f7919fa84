// Registered numbers seen as algorithms.
#include "tls/handshake/algorithms.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using Kind = crypto::SignatureAlgorithm::Kind;

TEST(Algorithms, no_scheme_with_sha1_stands_for_an_algorithm) { // RFC 9155 §2
    EXPECT_FALSE(algorithm_of(SignatureScheme::rsa_pkcs1_sha1));
    EXPECT_FALSE(algorithm_of(SignatureScheme::ecdsa_sha1));
    EXPECT_FALSE(algorithm_of(SignatureScheme{0x0101})); // MD5 with RSA
}

TEST(Algorithms, the_two_bytes_of_a_scheme_are_hash_and_signature) { // RFC 5246 §7.4.1.4.1
    const auto pkcs1 = algorithm_of(SignatureScheme{0x0601});
    ASSERT_TRUE(pkcs1);
    EXPECT_EQ(pkcs1->kind, Kind::rsa_pkcs1);
    EXPECT_EQ(pkcs1->hash, crypto::HashAlgorithm::sha512);
    const auto ecdsa = algorithm_of(SignatureScheme{0x0503});
    ASSERT_TRUE(ecdsa);
    EXPECT_EQ(ecdsa->kind, Kind::ecdsa);
    EXPECT_EQ(ecdsa->hash, crypto::HashAlgorithm::sha384);
}

TEST(Algorithms, groups_without_a_curve_of_ours_have_none) {
    EXPECT_FALSE(curve_of(NamedGroup::secp521r1));
    EXPECT_FALSE(curve_of(NamedGroup{0x1a1a}));
    EXPECT_EQ(curve_of(NamedGroup{29}), crypto::Curve::x25519);
}

TEST(Algorithms, a_pss_only_key_fits_no_rsae_scheme_and_the_other_way_round) { // RFC 8446 §4.2.3
    Bytes modulus(256, 0xc5); // some odd number of 2048 bits: it is not computed with
    const Bytes exponent{1, 0, 1};
    const auto rsa = crypto::RsaPublicKey::from_numbers(modulus, exponent);
    ASSERT_TRUE(rsa);
    const crypto::PublicKey key = *rsa;
    EXPECT_TRUE(fits(SignatureScheme::rsa_pss_rsae_sha256, {key, false}));
    EXPECT_FALSE(fits(SignatureScheme::rsa_pss_rsae_sha256, {key, true}));
    EXPECT_TRUE(fits(SignatureScheme::rsa_pss_pss_sha256, {key, true}));
    EXPECT_FALSE(fits(SignatureScheme::rsa_pss_pss_sha256, {key, false}));
    EXPECT_FALSE(fits(SignatureScheme::rsa_pkcs1_sha256, {key, true}));
    EXPECT_FALSE(fits(SignatureScheme::ecdsa_secp256r1_sha256, {key, false}));
}

} // namespace
} // namespace vitrine::tls
