// Tests of crypto/ecdh.h against NIST's and RFC 7748's vectors, and of each refusal of a peer's point.
#include "crypto/ecdh.h"
#include "fixed_random.h"
#include "vector_file.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

namespace vitrine::crypto {
namespace {

using tests::hex;
using enum Curve;

std::string agreed(const EcdhKeyPair& pair, View peer) {
    const auto secret = pair.agree(peer);
    return secret ? to_hex(secret->view()) : "nothing";
}

class EcdhVectors : public testing::TestWithParam<std::pair<Curve, const char*>> {};

TEST_P(EcdhVectors, give_the_published_secret) {
    const auto [curve, section] = GetParam();
    tests::Section values = tests::read_vectors("ecdh.txt", section);
    const auto pair = EcdhKeyPair::from_private_key(curve, values.at("private_key"));
    EXPECT_EQ(agreed(pair, values.at("peer_point")), to_hex(values.at("shared_secret")));
    if (values.contains("public_point")) {
        EXPECT_EQ(to_hex(pair.public_point()), to_hex(values.at("public_point")));
    }
}

INSTANTIATE_TEST_SUITE_P(Published, EcdhVectors,
                         testing::Values(std::pair{secp256r1, "secp256r1"}, std::pair{secp384r1, "secp384r1"},
                                         std::pair{x25519, "x25519 1"}, std::pair{x25519, "x25519 2"},
                                         std::pair{x25519, "x25519 bob"}));

TEST(EcdhX25519, a_thousand_rounds_give_the_rfcs_result) { // RFC 7748 §5.2
    Bytes k(32);
    k[0] = 9;
    Bytes u = k;
    for (int round = 1; round <= 1000; ++round) {
        const auto secret = EcdhKeyPair::from_private_key(x25519, k).agree(u);
        ASSERT_TRUE(secret);
        u = std::exchange(k, to_bytes(secret->view()));
        if (round == 1) {
            EXPECT_EQ(to_hex(k), "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
        }
    }
    EXPECT_EQ(to_hex(k), "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
}

TEST(EcdhX25519, an_all_zero_shared_secret_is_refused) { // RFC 7748 §6.1
    const auto pair = EcdhKeyPair::from_private_key(x25519, Bytes(32, 0x42));
    const char* const small_order[] = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080", // Crypto++'s validation lets this pass
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    };
    for (const char* point : small_order) EXPECT_FALSE(pair.agree(hex(point))) << point;
}

TEST(EcdhX25519, the_top_bit_and_a_non_canonical_point_are_accepted) { // RFC 7748 §5: MUST mask, MUST accept
    const auto pair = EcdhKeyPair::from_private_key(x25519, Bytes(32, 0x42));
    Bytes nine(32);
    nine[0] = 9;
    Bytes masked = nine;
    masked[31] = 0x80;
    EXPECT_EQ(agreed(pair, masked), agreed(pair, nine));
    const Bytes p_plus_9 = hex("f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    EXPECT_EQ(agreed(pair, p_plus_9), agreed(pair, nine));
}

class Ecdh : public testing::TestWithParam<Curve> {};

TEST_P(Ecdh, both_sides_agree_and_a_third_does_not) {
    SystemRandom random;
    const auto alice = EcdhKeyPair::generate(GetParam(), random);
    const auto bob = EcdhKeyPair::generate(GetParam(), random);
    const auto eve = EcdhKeyPair::generate(GetParam(), random);
    EXPECT_EQ(agreed(alice, bob.public_point()), agreed(bob, alice.public_point()));
    EXPECT_NE(agreed(eve, bob.public_point()), agreed(bob, alice.public_point()));
    EXPECT_EQ(alice.public_point().size(), public_point_size(GetParam()));
    EXPECT_EQ(alice.agree(bob.public_point())->size(), shared_secret_size(GetParam()));
}

TEST_P(Ecdh, a_point_of_another_length_is_refused) {
    SystemRandom random;
    const auto pair = EcdhKeyPair::generate(GetParam(), random);
    for (std::size_t size = 0; size <= 2 * public_point_size(GetParam()); ++size) {
        if (size == public_point_size(GetParam())) continue;
        Bytes point = to_bytes(pair.public_point());
        point.resize(size);
        EXPECT_FALSE(pair.agree(point)) << size << " bytes";
    }
}

TEST_P(Ecdh, one_named_draw_makes_the_key_and_the_same_draw_the_same_key) {
    tests::FixedRandom random{{Bytes(48, 0x35)}};
    const auto one = EcdhKeyPair::generate(GetParam(), random);
    EXPECT_EQ(random.purposes, std::vector<std::string>{"ecdhe_private_key"});
    const auto other = EcdhKeyPair::generate(GetParam(), random);
    EXPECT_EQ(to_hex(one.public_point()), to_hex(other.public_point()));
}

TEST_P(Ecdh, several_threads_at_once_get_the_same_secret) {
    const auto pair = EcdhKeyPair::from_private_key(GetParam(), Bytes(32, 0x11));
    const auto peer = EcdhKeyPair::from_private_key(GetParam(), Bytes(32, 0x22));
    std::array<std::string, 4> secrets;
    std::vector<std::thread> threads;
    for (std::string& secret : secrets)
        threads.emplace_back([&] {
            for (int i = 0; i < 10; ++i) secret = agreed(pair, peer.public_point());
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& secret : secrets) EXPECT_EQ(secret, agreed(peer, pair.public_point()));
}

INSTANTIATE_TEST_SUITE_P(AllCurves, Ecdh, testing::Values(x25519, secp256r1, secp384r1));

class EcdhNist : public testing::TestWithParam<Curve> {
protected:
    EcdhKeyPair pair = EcdhKeyPair::from_private_key(GetParam(), Bytes(32, 0x11));
    Bytes good = to_bytes(EcdhKeyPair::from_private_key(GetParam(), Bytes(32, 0x22)).public_point());
    std::size_t half = (good.size() - 1) / 2;
};

TEST_P(EcdhNist, only_an_uncompressed_point_is_accepted) { // RFC 8422 §5.1.1
    EXPECT_TRUE(pair.agree(good));
    for (int first = 0; first < 256; ++first) {
        good[0] = static_cast<std::uint8_t>(first);
        EXPECT_EQ(pair.agree(good).has_value(), first == 4) << first;
    }
    Bytes compressed = to_bytes(View{good}.first(1 + half));
    compressed[0] = static_cast<std::uint8_t>(2 + (good.back() & 1));
    EXPECT_FALSE(pair.agree(compressed));
    EXPECT_FALSE(pair.agree(Bytes(1)));           // the point at infinity: SEC 1 §2.3.3
    EXPECT_FALSE(pair.agree(Bytes(good.size()))); // and as long as a point
}

TEST_P(EcdhNist, a_point_off_the_curve_is_refused) { // RFC 8422 §5.11
    for (std::size_t byte = 1; byte < good.size(); ++byte) {
        Bytes bad = good;
        bad[byte] ^= 1;
        EXPECT_FALSE(pair.agree(bad)) << "byte " << byte;
    }
    Bytes zeros(good.size());
    zeros[0] = 4;
    EXPECT_FALSE(pair.agree(zeros));
}

INSTANTIATE_TEST_SUITE_P(NistCurves, EcdhNist, testing::Values(secp256r1, secp384r1));

TEST(EcdhP256, a_coordinate_of_p_or_more_is_refused_though_it_fits_modulo_p) {
    const std::string p = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
    const std::string zero(64, '0');
    const std::string y = "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4"; // the root of b: x is 0
    const auto pair = EcdhKeyPair::from_private_key(secp256r1, Bytes(32, 0x11));
    EXPECT_TRUE(pair.agree(hex("04" + zero + y)));
    EXPECT_FALSE(pair.agree(hex("04" + p + y)));
}

TEST(EcdhP256, leading_zeros_of_the_secret_are_kept) { // RFC 8422 §5.10
    int seen = 0;
    const auto base = EcdhKeyPair::from_private_key(secp256r1, hex("01"));
    for (int k = 2; k < 2000 && seen == 0; ++k) {
        const Bytes key{static_cast<std::uint8_t>(k >> 8), static_cast<std::uint8_t>(k)};
        const auto secret = EcdhKeyPair::from_private_key(secp256r1, key).agree(base.public_point());
        ASSERT_TRUE(secret);
        EXPECT_EQ(secret->size(), 32U);
        if (secret->view()[0] == 0) ++seen;
    }
    EXPECT_EQ(seen, 1);
}

TEST(EcdhP256, a_draw_out_of_range_is_drawn_again) {
    const Bytes order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    tests::FixedRandom random{{Bytes(32), order, Bytes(32, 0xff), Bytes(32, 5)}};
    const auto pair = EcdhKeyPair::generate(secp256r1, random);
    EXPECT_EQ(random.purposes.size(), 4U);
    EXPECT_EQ(to_hex(pair.public_point()),
              to_hex(EcdhKeyPair::from_private_key(secp256r1, Bytes(32, 5)).public_point()));
}

TEST(EcdhP256, a_source_that_only_gives_zeros_is_an_error_and_no_endless_loop) {
    tests::FixedRandom zeros{{Bytes(32)}};
    EXPECT_THROW(EcdhKeyPair::generate(secp256r1, zeros), std::runtime_error);
}

TEST(EcdhPrivateKey, out_of_range_or_of_another_size_is_a_logic_error) {
    EXPECT_THROW(EcdhKeyPair::from_private_key(secp256r1, Bytes(32)), std::logic_error);
    EXPECT_THROW(EcdhKeyPair::from_private_key(secp256r1, Bytes(32, 0xff)), std::logic_error);
    EXPECT_THROW(EcdhKeyPair::from_private_key(secp384r1, {}), std::logic_error);
    EXPECT_THROW(EcdhKeyPair::from_private_key(x25519, Bytes(31, 1)), std::logic_error);
}

} // namespace
} // namespace vitrine::crypto
