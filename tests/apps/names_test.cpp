// Suites, groups and schemes in every spelling that people use.
#include "apps/names.h"

#include "apps/command_line.h"
#include "apps/nearest.h"
#include "tls/base/names.h"
#include "tls/handshake/config.h"

#include <gmock/gmock.h>

namespace vitrine::apps {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using enum tls::CipherSuite;
using enum tls::NamedGroup;
using enum tls::SignatureScheme;

template <class Parse> std::string error_of(Parse parse, std::string_view text) {
    try {
        parse(text);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

TEST(CipherSuiteNames, iana_s_and_openssl_s_names_mean_the_same) {
    EXPECT_THAT(parse_cipher_suites("ECDHE-RSA-AES128-GCM-SHA256"), ElementsAre(tls_ecdhe_rsa_with_aes_128_gcm_sha256));
    EXPECT_THAT(parse_cipher_suites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
                ElementsAre(tls_ecdhe_rsa_with_aes_128_gcm_sha256));
}

TEST(CipherSuiteNames, colons_and_commas_divide_and_the_order_is_kept) {
    EXPECT_THAT(parse_cipher_suites("ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256,"
                                    "ECDHE-RSA-AES128-GCM-SHA256"),
                ElementsAre(tls_ecdhe_rsa_with_aes_256_gcm_sha384, tls_ecdhe_ecdsa_with_aes_128_gcm_sha256,
                            tls_ecdhe_rsa_with_aes_128_gcm_sha256));
}

TEST(CipherSuiteNames, a_suite_that_is_named_twice_is_offered_once) {
    EXPECT_THAT(parse_cipher_suites("ECDHE-RSA-AES128-GCM-SHA256:TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
                ElementsAre(tls_ecdhe_rsa_with_aes_128_gcm_sha256));
}

TEST(CipherSuiteNames, every_default_suite_can_be_named_by_either_name) {
    for (const tls::CipherSuite suite : tls::Preferences{}.cipher_suites) {
        EXPECT_THAT(parse_cipher_suites(name_of(suite)), ElementsAre(suite));
        EXPECT_THAT(parse_cipher_suites(openssl_name_of(suite)), ElementsAre(suite));
    }
}

TEST(CipherSuiteNames, an_unknown_name_is_told_with_the_nearest_and_with_all) {
    const std::string error = error_of(parse_cipher_suites, "ECDHE-RSA-AES128-GCM-SHA265");
    EXPECT_THAT(error, HasSubstr("did you mean ECDHE-RSA-AES128-GCM-SHA256"));
    EXPECT_THAT(error, HasSubstr("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));
}

TEST(CipherSuiteNames, a_list_without_a_name_is_refused) {
    EXPECT_NE(error_of(parse_cipher_suites, ""), "");
    EXPECT_NE(error_of(parse_cipher_suites, ":,"), "");
}

TEST(GroupNames, every_default_group_and_openssl_s_spellings_are_known) {
    for (const tls::NamedGroup group : tls::Preferences{}.groups)
        EXPECT_THAT(parse_groups(name_of(group)), ElementsAre(group));
    EXPECT_THAT(parse_groups("P-256:X25519,P-384"), ElementsAre(secp256r1, x25519, secp384r1));
    EXPECT_THAT(parse_groups("prime256v1"), ElementsAre(secp256r1));
    EXPECT_NE(error_of(parse_groups, "P-521"), "");
}

TEST(SignatureSchemeNames, every_default_scheme_and_openssl_s_spellings_are_known) {
    for (const tls::SignatureScheme scheme : tls::Preferences{}.signature_schemes)
        EXPECT_THAT(parse_signature_schemes(name_of(scheme)), ElementsAre(scheme));
    EXPECT_THAT(parse_signature_schemes("RSA+SHA256:RSA-PSS+SHA384:PSS+SHA512:ECDSA+SHA256"),
                ElementsAre(rsa_pkcs1_sha256, rsa_pss_rsae_sha384, rsa_pss_rsae_sha512, ecdsa_secp256r1_sha256));
    EXPECT_NE(error_of(parse_signature_schemes, "RSA+SHA1"), "");
}

TEST(AlpnNames, are_taken_as_they_stand) {
    EXPECT_THAT(parse_alpn_protocols("h2,http/1.1"), ElementsAre("h2", "http/1.1"));
    EXPECT_NE(error_of(parse_alpn_protocols, std::string(256, 'a')), ""); // RFC 7301 §3.1
    EXPECT_NE(error_of(parse_alpn_protocols, ","), "");
}

TEST(Sizes, have_suffixes_of_powers_of_1024) {
    EXPECT_EQ(parse_size("0"), 0U);
    EXPECT_EQ(parse_size("64"), 64U);
    EXPECT_EQ(parse_size("10K"), 10U * 1024);
    EXPECT_EQ(parse_size("100M"), 100U * 1024 * 1024);
    EXPECT_EQ(parse_size("2G"), 2ULL * 1024 * 1024 * 1024);
}

TEST(Sizes, that_are_none_or_do_not_fit_are_refused) {
    for (const char* const text : {"", "K", "1T", "1KB", "-1", " 1", "1 ", "99999999999999999999", "17179869184G"})
        EXPECT_NE(error_of(parse_size, text), "") << text;
}

TEST(Nearest, finds_swapped_missing_and_wrongly_cased_letters) {
    EXPECT_THAT(nearest("x25591", {"x25519", "secp256r1"}), ElementsAre("x25519"));
    EXPECT_THAT(nearest("SERVR", {"client", "server"}), ElementsAre("server"));
    EXPECT_THAT(nearest("quite other", {"client", "server"}), testing::IsEmpty());
}

} // namespace
} // namespace vitrine::apps
