// The choices of a negotiation, without a handshake around them.
#include "tls/handshake/negotiate.h"

#include "tests/support/endpoints.h"
#include "tls/base/error.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using Suite = CipherSuite;
using Group = NamedGroup;
using Scheme = SignatureScheme;

struct Offered {
    std::vector<Suite> suites = {Suite::tls_ecdhe_rsa_with_aes_128_gcm_sha256};
    std::optional<std::vector<Group>> groups = std::vector{Group::x25519, Group::secp256r1, Group::secp384r1};
    std::optional<std::vector<Scheme>> schemes = std::vector{Scheme::rsa_pss_rsae_sha256};
    std::string server_name = {};
    std::vector<std::string> protocols = {};
};

ClientHello hello_with(const Offered& offered) {
    ClientHello hello;
    hello.cipher_suites = offered.suites;
    Extensions extensions;
    if (offered.groups) extensions.push_back({ExtensionType::supported_groups, SupportedGroups{*offered.groups}});
    if (offered.schemes)
        extensions.push_back({ExtensionType::signature_algorithms, SignatureAlgorithms{*offered.schemes}});
    if (!offered.server_name.empty())
        extensions.push_back(
            {ExtensionType::server_name,
             ServerNames{{{ServerName{NameType::host_name, to_bytes(as_bytes(offered.server_name))}}}}});
    if (!offered.protocols.empty()) {
        ApplicationProtocols list;
        for (const std::string& protocol : offered.protocols)
            list.protocol_name_list.push_back({to_bytes(as_bytes(protocol))});
        extensions.push_back({ExtensionType::application_layer_protocol_negotiation, list});
    }
    hello.extensions = extensions;
    return hello;
}

ServerConfig rsa_and_ec() {
    ServerConfig config = tests::server_config("server_rsa");
    config.identities.push_back(tests::identity("server_ec"));
    return config;
}

AlertDescription refusal_of(const ServerConfig& config, const Offered& offered) {
    try {
        (void)choose_for(config, hello_with(offered));
    } catch (const Failure& failure) {
        return failure.alert;
    }
    return AlertDescription::close_notify; // nothing was refused
}

TEST(Negotiate, the_servers_order_of_suites_decides) {
    ServerConfig config = tests::server_config();
    config.preferences.cipher_suites = {Suite::tls_ecdhe_rsa_with_aes_256_gcm_sha384,
                                        Suite::tls_ecdhe_rsa_with_aes_128_gcm_sha256};
    const auto choice = choose_for(config, hello_with({.suites = {Suite::tls_ecdhe_rsa_with_aes_128_gcm_sha256,
                                                                  Suite::tls_ecdhe_rsa_with_aes_256_gcm_sha384}}));
    EXPECT_EQ(choice.suite->suite, Suite::tls_ecdhe_rsa_with_aes_256_gcm_sha384);
}

TEST(Negotiate, by_default_aes_comes_before_chacha20_whatever_the_clients_order) {
    const auto suite_for = [](std::vector<Suite> offered) {
        return choose_for(tests::server_config(), hello_with({.suites = std::move(offered)})).suite->suite;
    };
    EXPECT_EQ(
        suite_for({Suite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256, Suite::tls_ecdhe_rsa_with_aes_256_gcm_sha384}),
        Suite::tls_ecdhe_rsa_with_aes_256_gcm_sha384);
    EXPECT_EQ(suite_for({Suite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256}),
              Suite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256);
}

TEST(Negotiate, an_identity_is_chosen_that_the_client_can_verify) {
    const std::vector<Suite> both = {Suite::tls_ecdhe_ecdsa_with_aes_128_gcm_sha256,
                                     Suite::tls_ecdhe_rsa_with_aes_128_gcm_sha256};
    const ServerConfig config = rsa_and_ec();
    const auto rsa = choose_for(config, hello_with({.suites = both, .schemes = {{Scheme::rsa_pkcs1_sha256}}}));
    EXPECT_EQ(authentication_by(*rsa.identity->certificate().public_key()), Authentication::rsa);
    EXPECT_EQ(rsa.scheme, Scheme::rsa_pkcs1_sha256);
    const auto ec = choose_for(config, hello_with({.suites = both, .schemes = {{Scheme::ecdsa_secp256r1_sha256}}}));
    EXPECT_EQ(authentication_by(*ec.identity->certificate().public_key()), Authentication::ecdsa);
}

TEST(Negotiate, a_certificate_on_a_curve_that_the_client_did_not_name_is_not_shown) { // RFC 8422 §5.3
    const Offered offered{
        .suites = {Suite::tls_ecdhe_ecdsa_with_aes_128_gcm_sha256, Suite::tls_ecdhe_rsa_with_aes_128_gcm_sha256},
        .groups = {{Group::x25519, Group::secp384r1}},
        .schemes = {{Scheme::ecdsa_secp256r1_sha256, Scheme::rsa_pkcs1_sha256}}};
    const ServerConfig both = rsa_and_ec(); // the second on P-256
    EXPECT_EQ(choose_for(both, hello_with(offered)).identity, &both.identities[0]);
    EXPECT_EQ(refusal_of(tests::server_config("server_ec"), offered), AlertDescription::handshake_failure);
}

TEST(Negotiate, an_identity_that_names_the_server_name_is_preferred) {
    ServerConfig config = tests::server_config("server_ec384");
    config.identities.push_back(tests::identity("server_ec")); // the only one for ec.example
    const Offered offered{.suites = {Suite::tls_ecdhe_ecdsa_with_aes_128_gcm_sha256},
                          .schemes = {{Scheme::ecdsa_secp256r1_sha256}},
                          .server_name = "ec.example"};
    const auto choice = choose_for(config, hello_with(offered));
    EXPECT_TRUE(choice.identity_named_by_client);
    EXPECT_EQ(choice.identity, &config.identities[1]);
}

TEST(Negotiate, without_supported_groups_the_server_takes_p256) { // RFC 8422 §4
    EXPECT_EQ(choose_for(tests::server_config(), hello_with({.groups = std::nullopt})).group, Group::secp256r1);
}

TEST(Negotiate, unknown_suites_groups_and_schemes_are_passed_over) { // RFC 8701
    const auto choice = choose_for(tests::server_config(),
                                   hello_with({.suites = {Suite{0x1a1a}, Suite::tls_ecdhe_rsa_with_aes_128_gcm_sha256},
                                               .groups = {{Group{0x2a2a}, Group::secp384r1}},
                                               .schemes = {{Scheme{0x3a3a}, Scheme::rsa_pkcs1_sha384}}}));
    EXPECT_EQ(choice.group, Group::secp384r1);
    EXPECT_EQ(choice.scheme, Scheme::rsa_pkcs1_sha384);
}

TEST(Negotiate, nothing_in_common_is_a_handshake_failure) {
    EXPECT_EQ(refusal_of(tests::server_config(), {.suites = {Suite{0x1301}}}), AlertDescription::handshake_failure);
    EXPECT_EQ(refusal_of(tests::server_config(), {.groups = {{Group::secp521r1}}}),
              AlertDescription::handshake_failure);
    EXPECT_EQ(refusal_of(tests::server_config(), {.schemes = {{Scheme::ecdsa_secp256r1_sha256}}}),
              AlertDescription::handshake_failure);
}

TEST(Negotiate, a_client_that_would_take_sha1_alone_is_a_handshake_failure) { // RFC 9155 §2
    EXPECT_EQ(refusal_of(tests::server_config(), {.schemes = {{Scheme::rsa_pkcs1_sha1}}}),
              AlertDescription::handshake_failure);
    EXPECT_EQ(refusal_of(tests::server_config(), {.schemes = std::nullopt}), AlertDescription::handshake_failure);
}

TEST(Negotiate, the_servers_order_of_protocols_decides) { // RFC 7301 §3.2
    const std::vector<std::string> ours = {"h2", "http/1.1"};
    EXPECT_EQ(choose_protocol(ours, hello_with({.protocols = {"http/1.1", "h2"}})), "h2");
    EXPECT_EQ(choose_protocol(ours, hello_with({})), "");
    EXPECT_EQ(choose_protocol({}, hello_with({.protocols = {"h2"}})), "");
}

TEST(Negotiate, no_protocol_in_common_is_refused_against_alpaca) { // RFC 7301 §3.2
    const std::vector<std::string> ours = {"http/1.1"};
    try {
        (void)choose_protocol(ours, hello_with({.protocols = {"ftp"}}));
        FAIL() << "ftp was taken";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.alert, AlertDescription::no_application_protocol);
    }
}

} // namespace
} // namespace vitrine::tls
