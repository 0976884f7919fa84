// Tests of crypto/ecdsa.h against RFC 6979's numbers and openssl's signatures, and of its strict DER.
#include "crypto/ecdsa.h"
#include "fixed_random.h"
#include "vector_file.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

using tests::hex;
using enum Curve;
using enum HashAlgorithm;

constexpr std::string_view message = "vitrine signs this"; // as tests/vectors/ecdsa_openssl.txt has it

// An INTEGER in DER, of a positive number given with leading zeros.
Bytes integer(View number) {
    while (number.size() > 1 && number[0] == 0) number = number.subspan(1);
    Bytes der{0x02, static_cast<std::uint8_t>(number.size())};
    if ((number[0] & 0x80) != 0) {
        der.push_back(0);
        ++der[1];
    }
    append(der, number);
    return der;
}

Bytes sequence(std::initializer_list<Bytes> parts) {
    Bytes der{0x30, 0};
    for (const Bytes& part : parts) append(der, part);
    der[1] = static_cast<std::uint8_t>(der.size() - 2);
    return der;
}

struct Subject {
    Curve curve;
    const char* section;
    HashAlgorithm hash;
};

class EcdsaCurves : public testing::TestWithParam<Subject> {};

TEST_P(EcdsaCurves, signs_as_rfc_6979_does_when_it_draws_that_k) {
    const auto [curve, section, hash] = GetParam();
    tests::Section values = tests::read_vectors("ecdsa_rfc6979.txt", section);
    const auto key = EcdsaPrivateKey::from_scalar(curve, values.at("scalar"));
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->public_key().point()), to_hex(values.at("point")));
    tests::FixedRandom random{{values.at("k")}};
    const Bytes signature = key->sign(hash, as_bytes("sample"), random);
    EXPECT_EQ(to_hex(signature), to_hex(sequence({integer(values.at("r")), integer(values.at("s"))})));
    EXPECT_EQ(random.purposes, std::vector<std::string>{"ecdsa_nonce"});
    EXPECT_TRUE(key->public_key().verify(hash, as_bytes("sample"), signature));
}

TEST_P(EcdsaCurves, openssls_signatures_are_good_and_for_nothing_else) {
    const auto [curve, section, _] = GetParam();
    tests::Section values = tests::read_vectors("ecdsa_openssl.txt", section);
    const auto key = EcdsaPublicKey::from_point(curve, values.at("point"));
    ASSERT_TRUE(key);
    for (auto [hash, name] :
         {std::pair{sha256, "ecdsa_sha256"}, std::pair{sha384, "ecdsa_sha384"}, std::pair{sha512, "ecdsa_sha512"}}) {
        EXPECT_TRUE(key->verify(hash, as_bytes(message), values.at(name))) << name;
        EXPECT_FALSE(key->verify(hash, as_bytes("another"), values.at(name))) << name;
        EXPECT_FALSE(key->verify(hash == sha256 ? sha384 : sha256, as_bytes(message), values.at(name))) << name;
    }
}

TEST_P(EcdsaCurves, a_signature_is_good_for_its_key_only) {
    const auto [curve, section, hash] = GetParam();
    SystemRandom random;
    const auto key = EcdsaPrivateKey::from_scalar(curve, Bytes(32, 5));
    const auto other = EcdsaPrivateKey::from_scalar(curve, Bytes(32, 6));
    for (int i = 0; i < 20; ++i) { // r and s of every length, one day
        const Bytes signature = key->sign(hash, as_bytes(message), random);
        EXPECT_TRUE(key->public_key().verify(hash, as_bytes(message), signature));
        EXPECT_FALSE(other->public_key().verify(hash, as_bytes(message), signature));
    }
}

TEST_P(EcdsaCurves, any_flipped_bit_is_refused) {
    const auto [curve, section, hash] = GetParam();
    tests::Section values = tests::read_vectors("ecdsa_openssl.txt", section);
    const auto key = EcdsaPublicKey::from_point(curve, values.at("point"));
    const Bytes good = values.at("ecdsa_sha256");
    for (std::size_t byte = 0; byte < good.size(); ++byte) {
        Bytes bad = good;
        bad[byte] ^= static_cast<std::uint8_t>(1 << byte % 8);
        EXPECT_FALSE(key->verify(sha256, as_bytes(message), bad)) << "byte " << byte;
    }
}

INSTANTIATE_TEST_SUITE_P(Both, EcdsaCurves,
                         testing::Values(Subject{secp256r1, "secp256r1", sha256},
                                         Subject{secp384r1, "secp384r1", sha384}));

class EcdsaDer : public testing::Test {
protected:
    tests::Section values = tests::read_vectors("ecdsa_rfc6979.txt", "secp256r1");
    EcdsaPublicKey key = *EcdsaPublicKey::from_point(secp256r1, values.at("point"));
    Bytes r = integer(values.at("r")); // 02 21 00 ef …
    Bytes s = integer(values.at("s")); // 02 21 00 f7 …

    bool accepts(const Bytes& signature) const { return key.verify(sha256, as_bytes("sample"), signature); }
};

TEST_F(EcdsaDer, the_strict_encoding_is_accepted) { EXPECT_TRUE(accepts(sequence({r, s}))); }

TEST_F(EcdsaDer, bytes_left_over_are_refused) {
    EXPECT_FALSE(accepts(sequence({r, s, {0x05, 0x00}})));
    Bytes longer = sequence({r, s});
    longer.push_back(0);
    EXPECT_FALSE(accepts(longer));
}

TEST_F(EcdsaDer, a_signature_cut_at_any_byte_is_refused) {
    const Bytes good = sequence({r, s});
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_FALSE(accepts(to_bytes(View{good}.first(size)))) << size;
}

TEST_F(EcdsaDer, a_superfluous_zero_or_a_long_length_is_refused) {
    Bytes padded = r;
    padded.insert(padded.begin() + 2, 0x00);
    ++padded[1];
    EXPECT_FALSE(accepts(sequence({padded, s})));
    Bytes long_form = r;
    long_form.insert(long_form.begin() + 1, 0x81);
    EXPECT_FALSE(accepts(sequence({long_form, s})));
    Bytes outer = sequence({r, s});
    outer.insert(outer.begin() + 1, 0x81);
    EXPECT_FALSE(accepts(outer));
    Bytes indefinite = sequence({r, s, {0x00, 0x00}});
    indefinite[1] = 0x80;
    EXPECT_FALSE(accepts(indefinite));
}

TEST_F(EcdsaDer, a_negative_integer_is_refused) {
    Bytes negative = r; // without its leading zero the first bit is set
    negative.erase(negative.begin() + 2);
    --negative[1];
    EXPECT_FALSE(accepts(sequence({negative, s})));
}

TEST_F(EcdsaDer, an_empty_integer_or_another_tag_is_refused) {
    EXPECT_FALSE(accepts(sequence({{0x02, 0x00}, s})));
    Bytes other_tag = r;
    other_tag[0] = 0x03;
    EXPECT_FALSE(accepts(sequence({other_tag, s})));
    Bytes set = sequence({r, s});
    set[0] = 0x31;
    EXPECT_FALSE(accepts(set));
}

TEST_F(EcdsaDer, r_and_s_of_zero_or_of_the_order_or_more_are_refused) { // FIPS 186-5 §6.4.2, step 1
    const Bytes order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    for (const Bytes& bad : {integer(Bytes(1)), integer(order)}) {
        EXPECT_FALSE(accepts(sequence({bad, s})));
        EXPECT_FALSE(accepts(sequence({r, bad})));
        EXPECT_FALSE(accepts(sequence({bad, bad})));
    }
    Bytes too_long(34, 0x01);
    too_long[0] = 0x02;
    too_long[1] = 0x20 + 2;
    EXPECT_FALSE(accepts(sequence({too_long, s})));
}

TEST(EcdsaSign, is_determined_by_its_one_draw) {
    const auto key = EcdsaPrivateKey::from_scalar(secp256r1, Bytes(32, 5));
    tests::FixedRandom one{{Bytes(32, 1)}};
    tests::FixedRandom same{{Bytes(32, 1)}};
    tests::FixedRandom other{{Bytes(32, 2)}};
    const Bytes signature = key->sign(sha256, as_bytes(message), one);
    EXPECT_EQ(key->sign(sha256, as_bytes(message), same), signature);
    EXPECT_NE(key->sign(sha256, as_bytes(message), other), signature);
}

TEST(EcdsaSign, throws_rather_than_use_a_nonce_of_zero) {
    const auto key = EcdsaPrivateKey::from_scalar(secp256r1, Bytes(32, 5));
    tests::FixedRandom zeros{{Bytes(32)}};
    EXPECT_THROW((void)key->sign(sha256, as_bytes(message), zeros), std::runtime_error);
}

TEST(EcdsaKeys, out_of_range_off_the_curve_or_on_x25519_are_refused) {
    EXPECT_FALSE(EcdsaPrivateKey::from_scalar(secp256r1, Bytes(32)));
    EXPECT_FALSE(EcdsaPrivateKey::from_scalar(secp256r1,
                                              hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")));
    EXPECT_FALSE(EcdsaPrivateKey::from_scalar(x25519, Bytes(32, 5)));
    Bytes point = tests::read_vectors("ecdsa_rfc6979.txt", "secp256r1").at("point");
    EXPECT_TRUE(EcdsaPublicKey::from_point(secp256r1, point));
    EXPECT_FALSE(EcdsaPublicKey::from_point(secp384r1, point));
    EXPECT_FALSE(EcdsaPublicKey::from_point(x25519, View{point}.first(32)));
    EXPECT_FALSE(EcdsaPublicKey::from_point(secp256r1, {}));
    point[40] ^= 1;
    EXPECT_FALSE(EcdsaPublicKey::from_point(secp256r1, point));
}

} // namespace
} // namespace vitrine::crypto
