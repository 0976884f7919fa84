// Tests of crypto/rsa.h against openssl's signatures, and of the limits on keys.
#include "crypto/rsa.h"
#include "fixed_random.h"
#include "rsa_vectors.h"

#include <gtest/gtest.h>
#include <thread>

namespace vitrine::crypto {
namespace {

using tests::hex;
using tests::rsa_message;
using enum HashAlgorithm;
using enum RsaPadding;

struct Named {
    HashAlgorithm hash;
    std::string name;
};
const std::array<Named, 3> hashes{{{sha256, "sha256"}, {sha384, "sha384"}, {sha512, "sha512"}}};

class RsaKeys : public testing::TestWithParam<const char*> {
protected:
    tests::Section values = tests::read_vectors("rsa_openssl.txt", GetParam());
    RsaPublicKey public_key = *RsaPublicKey::from_numbers(values.at("modulus"), values.at("public_exponent"));
    RsaPrivateKey private_key = *RsaPrivateKey::from_numbers(tests::numbers_of(values));
    SystemRandom random;
};

TEST_P(RsaKeys, openssls_signatures_are_good_and_for_nothing_else) {
    for (const auto& [hash, name] : hashes) {
        const Bytes pkcs1_signature = values.at("pkcs1_" + name);
        const Bytes pss_signature = values.at("pss_" + name);
        EXPECT_TRUE(public_key.verify(pkcs1, hash, as_bytes(rsa_message), pkcs1_signature)) << name;
        EXPECT_TRUE(public_key.verify(pss, hash, as_bytes(rsa_message), pss_signature)) << name;
        EXPECT_FALSE(public_key.verify(pss, hash, as_bytes(rsa_message), pkcs1_signature)) << name;
        EXPECT_FALSE(public_key.verify(pkcs1, hash, as_bytes(rsa_message), pss_signature)) << name;
        EXPECT_FALSE(public_key.verify(pkcs1, hash, as_bytes("another"), pkcs1_signature)) << name;
        EXPECT_FALSE(public_key.verify(pss, hash, as_bytes("another"), pss_signature)) << name;
        const HashAlgorithm other = hash == sha256 ? sha384 : sha256;
        EXPECT_FALSE(public_key.verify(pkcs1, other, as_bytes(rsa_message), pkcs1_signature)) << name;
        EXPECT_FALSE(public_key.verify(pss, other, as_bytes(rsa_message), pss_signature)) << name;
    }
}

TEST_P(RsaKeys, pkcs1_signatures_are_openssls_byte_for_byte) {
    for (const auto& [hash, name] : hashes)
        EXPECT_EQ(to_hex(private_key.sign(pkcs1, hash, as_bytes(rsa_message), random)),
                  to_hex(values.at("pkcs1_" + name)));
}

TEST_P(RsaKeys, pss_signatures_verify_and_differ_by_their_salt) {
    const Bytes one = private_key.sign(pss, sha256, as_bytes(rsa_message), random);
    const Bytes other = private_key.sign(pss, sha256, as_bytes(rsa_message), random);
    EXPECT_NE(one, other);
    EXPECT_TRUE(public_key.verify(pss, sha256, as_bytes(rsa_message), one));
    EXPECT_TRUE(public_key.verify(pss, sha256, as_bytes(rsa_message), other));
}

TEST_P(RsaKeys, the_salt_is_the_only_draw_and_determines_the_signature) {
    for (const auto& [hash, name] : hashes) {
        tests::FixedRandom salt{{Bytes(64, 7)}};
        const Bytes one = private_key.sign(pss, hash, as_bytes(rsa_message), salt);
        EXPECT_EQ(private_key.sign(pss, hash, as_bytes(rsa_message), salt), one); // though blinded otherwise
        EXPECT_EQ(salt.purposes, (std::vector<std::string>{"rsa_pss_salt", "rsa_pss_salt"}));
        tests::FixedRandom none{{Bytes{}}};
        (void)private_key.sign(pkcs1, hash, as_bytes(rsa_message), none);
        EXPECT_TRUE(none.purposes.empty());
    }
}

TEST_P(RsaKeys, several_threads_sign_with_one_key_past_a_change_of_blinding) {
    std::array<int, 4> good{};
    std::vector<std::thread> threads;
    for (int& count : good)
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i) // 80 signatures, and a blinding serves 32
                count += private_key.sign(pkcs1, sha256, as_bytes(rsa_message), random) == values.at("pkcs1_sha256");
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(good, (std::array{20, 20, 20, 20}));
}

TEST_P(RsaKeys, a_signature_of_another_length_or_of_the_modulus_or_more_is_refused) { // RFC 8017 §8.2.2, §5.2.2
    const Bytes good = values.at("pkcs1_sha256");
    Bytes longer{0};
    append(longer, good);
    EXPECT_FALSE(public_key.verify(pkcs1, sha256, as_bytes(rsa_message), longer));
    EXPECT_FALSE(public_key.verify(pkcs1, sha256, as_bytes(rsa_message), View{good}.first(good.size() - 1)));
    EXPECT_FALSE(public_key.verify(pkcs1, sha256, as_bytes(rsa_message), {}));
    EXPECT_FALSE(public_key.verify(pkcs1, sha256, as_bytes(rsa_message), public_key.modulus()));
    EXPECT_FALSE(public_key.verify(pss, sha256, as_bytes(rsa_message), Bytes(good.size(), 0xff)));
    EXPECT_FALSE(public_key.verify(pss, sha256, as_bytes(rsa_message), Bytes(good.size())));
}

TEST_P(RsaKeys, a_private_key_is_refused_if_any_of_its_numbers_is_off_by_a_bit) {
    for (const char* name : {"modulus", "public_exponent", "private_exponent", "prime1", "prime2", "exponent1",
                             "exponent2", "coefficient"}) {
        for (std::uint8_t bit : {std::uint8_t{1}, std::uint8_t{2}}) { // 2 keeps an odd number odd
            tests::Section wrong = values;
            wrong.at(name).back() ^= bit;
            EXPECT_FALSE(RsaPrivateKey::from_numbers(tests::numbers_of(wrong))) << name;
        }
        tests::Section empty = values;
        empty.at(name).clear();
        EXPECT_FALSE(RsaPrivateKey::from_numbers(tests::numbers_of(empty))) << name;
        tests::Section huge = values;
        huge.at(name).insert(huge.at(name).begin(), 1 << 16, 0x55);
        EXPECT_FALSE(RsaPrivateKey::from_numbers(tests::numbers_of(huge))) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(Openssl, RsaKeys, testing::Values("rsa 2048", "rsa 2049"));

TEST(RsaPublicKey, a_good_signature_with_the_modulus_added_is_refused) { // RFC 8017 §5.2.2, step 1
    tests::Section values = tests::read_vectors("rsa_openssl.txt", "rsa 2049");
    const auto key = RsaPublicKey::from_numbers(values.at("modulus"), values.at("public_exponent"));
    Bytes sum = values.at("pkcs1_sha256"); // 257 bytes for 2049 bits: there is room
    unsigned carry = 0;
    for (std::size_t i = 1; i <= sum.size(); ++i) {
        carry += sum[sum.size() - i] + unsigned{key->modulus()[sum.size() - i]};
        sum[sum.size() - i] = static_cast<std::uint8_t>(carry);
        carry >>= 8;
    }
    EXPECT_EQ(carry, 0U);
    EXPECT_FALSE(key->verify(pkcs1, sha256, as_bytes(rsa_message), sum));
}

// An odd number of that many bits.
Bytes odd_number(std::size_t bits) {
    Bytes number((bits + 7) / 8, 0xff);
    number[0] = static_cast<std::uint8_t>(0xff >> (8 * number.size() - bits));
    return number;
}

TEST(RsaPublicKeyLimits, the_modulus_has_2048_to_8192_bits) {
    const Bytes e = hex("010001");
    for (auto [bits, good] :
         {std::pair{1024U, false}, {2047U, false}, {2048U, true}, {8192U, true}, {8193U, false}, {16384U, false}}) {
        const auto key = RsaPublicKey::from_numbers(odd_number(bits), e);
        EXPECT_EQ(key.has_value(), good) << bits;
        if (key) {
            EXPECT_EQ(key->bits(), bits);
        }
    }
    EXPECT_FALSE(RsaPublicKey::from_numbers({}, e));
    EXPECT_FALSE(RsaPublicKey::from_numbers(Bytes(256), e));
}

TEST(RsaPublicKeyLimits, the_exponent_is_odd_from_3_to_less_than_2_to_the_33) {
    const Bytes n = odd_number(2048);
    for (const char* good : {"03", "11", "010001", "01ffffffff", "00000000010001"})
        EXPECT_TRUE(RsaPublicKey::from_numbers(n, hex(good))) << good;
    for (const char* bad : {"", "00", "01", "02", "04", "010000", "0200000001", "ffffffffffffffffffff"})
        EXPECT_FALSE(RsaPublicKey::from_numbers(n, hex(bad))) << bad;
    EXPECT_FALSE(RsaPublicKey::from_numbers(n, n)); // e as long as n: a verification would take 16 times as long
}

TEST(RsaPublicKeyLimits, an_even_modulus_is_refused) {
    Bytes n = odd_number(2048);
    n.back() = 0xfe;
    EXPECT_FALSE(RsaPublicKey::from_numbers(n, hex("03")));
}

TEST(RsaPublicKey, keeps_its_numbers_without_leading_zeros) {
    Bytes n = odd_number(2048);
    n.insert(n.begin(), 3, 0);
    const auto key = RsaPublicKey::from_numbers(n, hex("00010001"));
    ASSERT_TRUE(key);
    EXPECT_EQ(to_bytes(key->modulus()), odd_number(2048));
    EXPECT_EQ(to_bytes(key->exponent()), hex("010001"));
}

TEST(RsaPublicKey, an_8192_bit_key_verifies_without_harm) {
    const auto key = RsaPublicKey::from_numbers(odd_number(8192), hex("010001"));
    EXPECT_FALSE(key->verify(pkcs1, sha256, as_bytes(rsa_message), Bytes(1024, 0x55)));
    EXPECT_FALSE(key->verify(pss, sha256, as_bytes(rsa_message), Bytes(1024, 0x55)));
}

} // namespace
} // namespace vitrine::crypto
