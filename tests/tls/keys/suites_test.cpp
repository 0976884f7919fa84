// The cipher-suite table: what stands in it, and what must not (RFC 5289 §3.2, RFC 7465, RFC 9325 §4.2).
#include "tls/keys/suites.h"

#include "tls/base/names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace vitrine::tls {
namespace {

TEST(Suites, are_all_found_by_their_number_and_only_once) {
    std::set<CipherSuite> seen;
    for (const SuiteInfo& row : suites()) {
        EXPECT_EQ(find_suite(row.suite), &row);
        EXPECT_TRUE(seen.insert(row.suite).second) << name_of(row.suite);
    }
    EXPECT_EQ(seen.size(), 6U);
}

TEST(Suites, do_not_hold_signalling_values_or_strangers) {
    constexpr auto strangers =
        std::to_array<std::uint16_t>({0x00ff, 0x5600, 0x0000, 0x002f, 0x009c, 0x1301, 0xc013, 0xccaa, 0xffff});
    for (const std::uint16_t number : strangers) EXPECT_EQ(find_suite(CipherSuite{number}), nullptr) << number;
}

// No CBC, RC4, static RSA or anonymous key exchange: the attacks on them have nothing to aim at.
TEST(Suites, all_use_ephemeral_keys_a_signature_and_an_aead) {
    for (const SuiteInfo& row : suites()) {
        const std::string name = name_of(row.suite);
        EXPECT_TRUE(name.starts_with("TLS_ECDHE_")) << name;
        EXPECT_TRUE(name.find("_GCM_") != std::string::npos || name.find("_CHACHA20_POLY1305_") != std::string::npos)
            << name;
    }
}

TEST(Suites, say_in_their_row_what_their_name_says) {
    for (const SuiteInfo& row : suites()) {
        const std::string name = name_of(row.suite);
        const auto named = [&](std::string_view part) { return name.find(part) != std::string::npos; };
        EXPECT_EQ(row.authentication == Authentication::ecdsa, named("_ECDSA_")) << name;
        EXPECT_EQ(row.authentication == Authentication::rsa, named("_RSA_")) << name;
        EXPECT_EQ(row.hash == crypto::HashAlgorithm::sha256, named("_SHA256")) << name;
        EXPECT_EQ(row.hash == crypto::HashAlgorithm::sha384, named("_SHA384")) << name;
        EXPECT_EQ(row.cipher == aes_128_gcm, named("_AES_128_GCM_")) << name;
        EXPECT_EQ(row.cipher == aes_256_gcm, named("_AES_256_GCM_")) << name;
        EXPECT_EQ(row.cipher == chacha20_poly1305, named("_CHACHA20_POLY1305_")) << name;
    }
}

// `openssl ciphers -stdname` writes the same names side by side.
TEST(Suites, bear_the_names_that_openssl_gives_them) {
    const auto openssl_name = [](CipherSuite suite) { return find_suite(suite)->openssl_name; };
    EXPECT_EQ(openssl_name(CipherSuite::tls_ecdhe_ecdsa_with_aes_128_gcm_sha256), "ECDHE-ECDSA-AES128-GCM-SHA256");
    EXPECT_EQ(openssl_name(CipherSuite::tls_ecdhe_ecdsa_with_aes_256_gcm_sha384), "ECDHE-ECDSA-AES256-GCM-SHA384");
    EXPECT_EQ(openssl_name(CipherSuite::tls_ecdhe_rsa_with_aes_128_gcm_sha256), "ECDHE-RSA-AES128-GCM-SHA256");
    EXPECT_EQ(openssl_name(CipherSuite::tls_ecdhe_rsa_with_aes_256_gcm_sha384), "ECDHE-RSA-AES256-GCM-SHA384");
    EXPECT_EQ(openssl_name(CipherSuite::tls_ecdhe_ecdsa_with_chacha20_poly1305_sha256),
              "ECDHE-ECDSA-CHACHA20-POLY1305");
    EXPECT_EQ(openssl_name(CipherSuite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256), "ECDHE-RSA-CHACHA20-POLY1305");
}

} // namespace
} // namespace vitrine::tls
