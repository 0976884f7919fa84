// The key schedule against figures of OpenSSL (RFC 5246 §6.3, §8.1, §7.4.9; RFC 7627 §4).
// Each came from `openssl kdf -keylen … -kdfopt digest:… -kdfopt hexsecret:… -kdfopt hexseed:… TLS1-PRF` (3.0.22),
// the seed being the label and what the RFC puts behind it. Whole sessions are in ../record/capture_test.cpp.
#include "tls/keys/key_schedule.h"

#include <gtest/gtest.h>

#include <numeric>

namespace vitrine::tls {
namespace {

using crypto::HashAlgorithm;

void count_up(MutableView bytes, std::uint8_t from) { std::iota(bytes.begin(), bytes.end(), from); }

Randoms randoms() {
    Randoms randoms;
    count_up(randoms.client, 0x40);
    count_up(randoms.server, 0x80);
    return randoms;
}

PremasterSecret premaster() {
    PremasterSecret premaster{crypto::SecretBytes{32}};
    count_up(premaster.bytes.fill(), 0x00);
    return premaster;
}

MasterSecret master() {
    MasterSecret master;
    count_up(master.bytes.fill(), 0xa0);
    return master;
}

crypto::Digest digest(HashAlgorithm hash) {
    crypto::Digest digest{crypto::digest_size(hash)};
    count_up(digest.fill(), 0xc0);
    return digest;
}

// client key, server key, client nonce, server nonce: the order of RFC 5246 §6.3
std::string hex_of(const KeyBlock& keys) {
    return to_hex(keys.client_write.key.view()) + ' ' + to_hex(keys.server_write.key.view()) + ' ' +
           to_hex(keys.client_write.implicit_nonce.view()) + ' ' + to_hex(keys.server_write.implicit_nonce.view());
}

TEST(MasterSecretDerivation, agrees_with_openssl) {
    EXPECT_EQ(to_hex(derive_master_secret(HashAlgorithm::sha256, premaster(), randoms()).bytes.view()),
              "d893220b8e55f15ece83e6e9031efc6efdb1465bffced7c198546acb8ab8999aacfd9d65168f733a5b8eb70f56a6b0b9");
    EXPECT_EQ(to_hex(derive_master_secret(HashAlgorithm::sha384, premaster(), randoms()).bytes.view()),
              "780b1bd7b0e778cdd19669ffe3fda1f91017be4c67f96d169944a898b1c91c515e958e3edb961825c7966417b0b4ab8c");
}

TEST(ExtendedMasterSecretDerivation, agrees_with_openssl) {
    const auto extended = [](HashAlgorithm hash) {
        return to_hex(derive_extended_master_secret(hash, premaster(), digest(hash)).bytes.view());
    };
    EXPECT_EQ(extended(HashAlgorithm::sha256),
              "08666bba211ba884c1d8aa2a3fdf360136f7c656d6b24469f2bd9cb762c479c5a3202d199dcd00323926d96dcd132811");
    EXPECT_EQ(extended(HashAlgorithm::sha384),
              "722584d81faf570bcf324500a6f7cdaef4c88a6e6d1966e287fd025910f914eaed5e722c28a0937385befd184be2b600");
}

TEST(KeyBlockDerivation, agrees_with_openssl_and_cuts_the_block_in_the_rfcs_order) {
    EXPECT_EQ(hex_of(derive_key_block(HashAlgorithm::sha256, master(), randoms(), aes_128_gcm)),
              "57d00aa7d11ebfbd0cac7df39ecd1708 0099f4b5e4feac2c86a31ab9974ce0ec 4f84ed5d 45c8da55");
    EXPECT_EQ(hex_of(derive_key_block(HashAlgorithm::sha384, master(), randoms(), aes_256_gcm)),
              "de36708e555cce26ea4be48d21d5de9519be8284bc83159c8b32138532d9bbce "
              "40714ccbe6cf17ee38b8c55dbd884baa49247e6e3ac0a3737c8c5bf5a1e20304 23e08ea5 d606db1e");
    EXPECT_EQ(hex_of(derive_key_block(HashAlgorithm::sha256, master(), randoms(), chacha20_poly1305)), // RFC 7905 §2
              "57d00aa7d11ebfbd0cac7df39ecd17080099f4b5e4feac2c86a31ab9974ce0ec "
              "4f84ed5d45c8da55791acbb197d2e6cb744f2760992321e5ec5bf4f511736d0e "
              "ff5b4af5f0f46b24cabcbd46 5c25ef5aa3a45327e855bc3c");
}

TEST(VerifyDataDerivation, agrees_with_openssl_for_both_roles) {
    const auto verify_data = [](HashAlgorithm hash, Role finished_by) {
        return to_hex(derive_verify_data(hash, master(), finished_by, digest(hash)));
    };
    EXPECT_EQ(verify_data(HashAlgorithm::sha256, Role::client), "609079ce4b46a399baef95f8");
    EXPECT_EQ(verify_data(HashAlgorithm::sha256, Role::server), "b5625ce15d58e6cf8fa53935");
    EXPECT_EQ(verify_data(HashAlgorithm::sha384, Role::client), "721b0da7c59a77ef16ecd82e");
    EXPECT_EQ(verify_data(HashAlgorithm::sha384, Role::server), "11ba62628203ff2e04fe28d2");
}

// Secrets that must not be mistaken for one another are different types, and none can be copied.
static_assert(!std::is_convertible_v<PremasterSecret, MasterSecret>);
static_assert(!std::is_copy_constructible_v<PremasterSecret> && !std::is_copy_constructible_v<MasterSecret>);
static_assert(!std::is_copy_constructible_v<DirectionKeys> && !std::is_copy_constructible_v<KeyBlock>);

} // namespace
} // namespace vitrine::tls
