// The AEAD suites of TLS 1.2 whose records are opened have the cipher and the hash that their names say.
#include "tls/trace/aead_suites.h"

#include "tls/base/names.h"
#include "tls/keys/suites.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using crypto::HashAlgorithm;

TEST(AeadSuites, of_all_named_suites_just_those_of_tls12_are_found_with_what_their_names_say) {
    std::size_t found = 0;
    for (unsigned number = 0; number <= 0xffff; ++number) {
        const CipherSuite suite{static_cast<std::uint16_t>(number)};
        const std::string name = name_of(suite);
        if (name.starts_with("unknown")) continue;
        const bool is_128 = name.ends_with("_WITH_AES_128_GCM_SHA256"),
                   is_256 = name.ends_with("_WITH_AES_256_GCM_SHA384"),
                   is_chacha20 = name.ends_with("_WITH_CHACHA20_POLY1305_SHA256");
        const auto row = find_aead_suite(suite);
        ASSERT_EQ(row.has_value(), is_128 || is_256 || is_chacha20) << name;
        if (!row) continue;
        EXPECT_EQ(row->cipher, is_128 ? aes_128_gcm : is_256 ? aes_256_gcm : chacha20_poly1305) << name;
        EXPECT_EQ(row->hash, is_256 ? HashAlgorithm::sha384 : HashAlgorithm::sha256) << name;
        ++found;
    }
    EXPECT_GE(found, 17U);
}

TEST(AeadSuites, there_are_two_of_aes_gcm_for_each_of_fourteen_key_exchanges_and_seven_of_chacha20) {
    std::size_t of_gcm = 0, of_chacha20 = 0;
    for (unsigned number = 0; number <= 0xffff; ++number)
        if (const auto row = find_aead_suite(CipherSuite{static_cast<std::uint16_t>(number)}))
            ++(row->cipher.aead == Aead::aes_gcm ? of_gcm : of_chacha20);
    EXPECT_EQ(of_gcm, 28U);
    EXPECT_EQ(of_chacha20, 7U);
}

TEST(AeadSuites, of_ours_are_the_same_as_in_our_own_table) {
    for (const SuiteInfo& ours : suites()) {
        const auto row = find_aead_suite(ours.suite);
        ASSERT_TRUE(row) << ours.openssl_name;
        EXPECT_EQ(row->cipher, ours.cipher) << ours.openssl_name;
        EXPECT_EQ(row->hash, ours.hash) << ours.openssl_name;
    }
}

} // namespace
} // namespace vitrine::tls
