// Whole handshakes between our own ends: a self-pair proves that they agree; that they are right, tests/interop proves.
#include "tests/support/scripted_peer.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::identity;
using tests::Memory;
using tests::SeededPair;
using tests::server_config;

struct Variant {
    std::string identity;
    CipherSuite suite;
    NamedGroup group;
    SignatureScheme scheme;
};

std::string name_of_test(const testing::TestParamInfo<Variant>& info) {
    const Variant& v = info.param;
    return v.identity + "_" + std::to_string(static_cast<int>(v.suite)) + "_" + name_of(v.group) + "_" +
           name_of(v.scheme);
}

std::vector<Variant> variants() {
    const std::vector<NamedGroup> groups = {NamedGroup::x25519, NamedGroup::secp256r1, NamedGroup::secp384r1};
    const std::vector<SignatureScheme> rsa = {
        SignatureScheme::rsa_pkcs1_sha256,    SignatureScheme::rsa_pkcs1_sha384,
        SignatureScheme::rsa_pkcs1_sha512,    SignatureScheme::rsa_pss_rsae_sha256,
        SignatureScheme::rsa_pss_rsae_sha384, SignatureScheme::rsa_pss_rsae_sha512};
    const std::vector<SignatureScheme> ec = {SignatureScheme::ecdsa_secp256r1_sha256,
                                             SignatureScheme::ecdsa_secp384r1_sha384};
    std::vector<Variant> all;
    for (const NamedGroup group : groups) {
        for (const SignatureScheme scheme : rsa) {
            all.push_back({"server_rsa", CipherSuite::tls_ecdhe_rsa_with_aes_128_gcm_sha256, group, scheme});
            all.push_back({"server_rsa", CipherSuite::tls_ecdhe_rsa_with_aes_256_gcm_sha384, group, scheme});
            all.push_back({"server_rsa", CipherSuite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256, group, scheme});
        }
        for (const SignatureScheme scheme : ec) {
            all.push_back({"server_ec", CipherSuite::tls_ecdhe_ecdsa_with_aes_128_gcm_sha256, group, scheme});
            all.push_back({"server_ec384", CipherSuite::tls_ecdhe_ecdsa_with_aes_256_gcm_sha384, group, scheme});
            all.push_back({"server_ec", CipherSuite::tls_ecdhe_ecdsa_with_chacha20_poly1305_sha256, group, scheme});
        }
    }
    return all;
}

class EveryVariant : public testing::TestWithParam<Variant> {};

TEST_P(EveryVariant, is_established_with_what_was_asked_for_and_the_same_secret_on_both_sides) {
    const Variant& variant = GetParam();
    ClientConfig client = client_config();
    client.preferences.cipher_suites = {variant.suite};
    // The certificates' own signatures are the test root's: RSA with SHA-256.
    client.preferences.signature_schemes = {variant.scheme};
    Memory client_memory, server_memory;
    ServerConfig server = server_config(variant.identity);
    server.preferences.groups = {variant.group};
    SeededPair both{client, server, &client_memory, &server_memory};
    both.pair.run();
    ASSERT_TRUE(both.client.established()) << (both.client.failure() ? both.client.failure()->failure.what() : "");
    ASSERT_TRUE(both.server.established());
    const Agreed agreed = both.client.agreed();
    EXPECT_EQ(agreed.cipher_suite, variant.suite);
    EXPECT_EQ(agreed.group, variant.group);
    EXPECT_EQ(agreed.signature_scheme, variant.scheme);
    EXPECT_TRUE(agreed.extended_master_secret);
    EXPECT_TRUE(agreed.secure_renegotiation);
    EXPECT_EQ(both.server.agreed().group, variant.group);
    EXPECT_EQ(both.server.agreed().server_name, "localhost");
    EXPECT_EQ(client_memory.master_secret, server_memory.master_secret);
    EXPECT_EQ(client_memory.master_secret.size(), 48U);
    EXPECT_EQ(client_memory.handshake_messages, server_memory.handshake_messages);
}

INSTANTIATE_TEST_SUITE_P(Handshake, EveryVariant, testing::ValuesIn(variants()), name_of_test);

// An observer that holds the law of states to it: whenever the wire is drained, both ends wait for the same thing.
TEST(Handshake, both_ends_are_in_the_same_state_whenever_the_wire_is_drained) {
    ServerConfig server = server_config();
    server.client_authentication = ClientAuthentication::required;
    ClientConfig client = client_config();
    client.identity.emplace(identity("client_rsa"));
    SeededPair both{client, server};
    int drained = 0;
    do {
        // Everything that one end has said, the other has read.
        if (!both.client.to_peer().data().empty() || !both.server.to_peer().data().empty()) continue;
        if (both.client.state() == both.server.state()) ++drained;
    } while (both.pair.step());
    EXPECT_EQ(both.client.state(), both.server.state());
    EXPECT_GE(drained, 3);
}

TEST(Handshake, each_step_takes_one_row_and_both_ends_take_the_same_rows) {
    SeededPair both{client_config(), server_config()};
    std::vector<const Edge*> client_rows, server_rows;
    for (;;) {
        if (const Step step = both.client.step()) {
            if (step.edge != nullptr) client_rows.push_back(step.edge);
        } else if (const Step other = both.server.step()) {
            if (other.edge != nullptr) server_rows.push_back(other.edge);
        } else if (carry(both.client, both.server) + carry(both.server, both.client) == 0) {
            break;
        }
    }
    EXPECT_EQ(client_rows, server_rows);
    EXPECT_EQ(client_rows.size(), 10U);
}

TEST(Handshake, two_handshakes_never_share_a_public_point) {
    Memory first, second;
    SeededPair one{client_config(), server_config(), &first};
    one.pair.run();
    SeededPair other{client_config(), server_config(), &second};
    // The same seed, further on: what differs is what each draw gives.
    Bytes skipped(32);
    other.server_end.random.fill("ecdhe_private_key", skipped);
    other.client_end.random.fill("ecdhe_private_key", skipped);
    other.pair.run();
    ASSERT_TRUE(one.client.established() && other.client.established());
    EXPECT_NE(first.handshake_messages[3], second.handshake_messages[3]); // ServerKeyExchange
    EXPECT_NE(first.master_secret, second.master_secret);
}

TEST(Handshake, the_same_seed_gives_the_same_bytes) {
    Memory first, second;
    SeededPair one{client_config(), server_config(), &first};
    SeededPair other{client_config(), server_config(), &second};
    one.pair.run();
    other.pair.run();
    EXPECT_EQ(first.handshake_messages, second.handshake_messages);
    EXPECT_EQ(first.master_secret, second.master_secret);
}

TEST(Handshake, watching_changes_no_byte) {
    Memory memory;
    SeededPair watched{client_config(), server_config(), &memory, &memory};
    SeededPair alone{client_config(), server_config()};
    while (true) {
        const bool more = watched.pair.step();
        EXPECT_EQ(alone.pair.step(), more);
        ASSERT_EQ(to_hex(watched.client.to_peer().data()), to_hex(alone.client.to_peer().data()));
        ASSERT_EQ(to_hex(watched.server.to_peer().data()), to_hex(alone.server.to_peer().data()));
        if (!more) break;
    }
    EXPECT_TRUE(alone.client.established());
}

class ClientAuthenticationBy : public testing::TestWithParam<std::string> {};

TEST_P(ClientAuthenticationBy, a_certificate_that_the_server_trusts_is_established) {
    ServerConfig server = server_config();
    server.client_authentication = ClientAuthentication::required;
    ClientConfig client = client_config();
    client.identity.emplace(identity(GetParam()));
    SeededPair both{client, server};
    both.pair.run();
    ASSERT_TRUE(both.server.established()) << (both.server.failure() ? both.server.failure()->failure.what() : "");
    ASSERT_NE(both.server.peer_verdict(), nullptr);
    EXPECT_TRUE(both.server.peer_verdict()->trusted);
    EXPECT_EQ(both.server.peer_certificates().size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Handshake, ClientAuthenticationBy, testing::Values("client_rsa", "client_ec"));

TEST(Handshake, a_client_without_a_certificate_is_welcome_where_it_is_optional) {
    ServerConfig server = server_config();
    server.client_authentication = ClientAuthentication::optional;
    SeededPair both{client_config(), server};
    both.pair.run();
    EXPECT_TRUE(both.client.established());
    EXPECT_TRUE(both.server.established());
    EXPECT_TRUE(both.server.peer_certificates().empty());
}

TEST(Handshake, a_client_without_a_certificate_is_refused_where_it_is_required) { // RFC 5246 §7.4.6
    ServerConfig server = server_config();
    server.client_authentication = ClientAuthentication::required;
    SeededPair both{client_config(), server};
    both.pair.run();
    ASSERT_NE(both.server.failure(), nullptr);
    EXPECT_EQ(both.server.failure()->failure.alert, AlertDescription::handshake_failure);
    ASSERT_NE(both.client.failure(), nullptr);
    EXPECT_TRUE(both.client.failure()->sent_by_peer);
}

TEST(Handshake, a_server_certificate_shown_by_a_client_is_refused) { // ALPACA's kind of mix-up
    ServerConfig server = server_config();
    server.client_authentication = ClientAuthentication::required;
    ClientConfig client = client_config();
    client.identity.emplace(identity("server_rsa"));
    SeededPair both{client, server};
    both.pair.run();
    ASSERT_NE(both.server.failure(), nullptr);
    EXPECT_EQ(both.server.failure()->failure.alert, AlertDescription::unsupported_certificate);
}

TEST(Handshake, the_protocol_both_speak_is_agreed_on) { // RFC 7301
    ServerConfig server = server_config();
    server.preferences.alpn_protocols = {"h2", "http/1.1"};
    ClientConfig client = client_config();
    client.preferences.alpn_protocols = {"http/1.1", "ftp"};
    SeededPair both{client, server};
    both.pair.run();
    EXPECT_EQ(both.client.agreed().alpn_protocol, "http/1.1");
    EXPECT_EQ(both.server.agreed().alpn_protocol, "http/1.1");
}

struct WrongCertificate {
    std::string name;
    void (*spoil)(ClientConfig& client);
    AlertDescription alert;
};

class Rejected : public testing::TestWithParam<WrongCertificate> {};

TEST_P(Rejected, by_the_client_with_the_alert_and_the_reason) {
    ClientConfig client = client_config();
    GetParam().spoil(client);
    SeededPair both{client, server_config()};
    both.pair.run();
    ASSERT_NE(both.client.failure(), nullptr);
    EXPECT_EQ(both.client.failure()->failure.alert, GetParam().alert);
    EXPECT_EQ(both.client.failure()->message, "Certificate");
    EXPECT_FALSE(both.client.peer_verdict()->trusted);
    EXPECT_FALSE(both.server.established());
    EXPECT_EQ(both.server.failure()->failure.alert, GetParam().alert); // it came over the wire
}

INSTANTIATE_TEST_SUITE_P(
    Handshake, Rejected,
    testing::Values(
        WrongCertificate{"wrong_host", [](ClientConfig& c) { c.verify_host_name = "example.org"; },
                         AlertDescription::bad_certificate},
        WrongCertificate{"unknown_ca", [](ClientConfig& c) { c.trust_store = tests::trust_store("other_ca"); },
                         AlertDescription::unknown_ca},
        WrongCertificate{"no_anchors", [](ClientConfig& c) { c.trust_store = {}; }, AlertDescription::unknown_ca}),
    [](const auto& test) { return test.param.name; });

TEST(Handshake, an_expired_certificate_is_refused_by_the_clock_of_the_environment) {
    SeededPair both{client_config(), server_config()};
    both.client_end.clock.advance(std::chrono::years{200});
    both.pair.run();
    ASSERT_NE(both.client.failure(), nullptr);
    EXPECT_EQ(both.client.failure()->failure.alert, AlertDescription::certificate_expired);
}

TEST(Handshake, any_certificate_is_taken_where_the_configuration_says_so_and_the_verdict_is_kept) {
    ClientConfig client = client_config();
    client.trust_store = {};
    client.peer_certificate = PeerCertificate::accept_any;
    SeededPair both{client, server_config()};
    both.pair.run();
    EXPECT_TRUE(both.client.established());
    ASSERT_NE(both.client.peer_verdict(), nullptr);
    EXPECT_FALSE(both.client.peer_verdict()->trusted);
}

} // namespace
} // namespace vitrine::tls
