// Each refusal, provoked over the wire: a real peer speaks, one of its messages is spoilt, and the victim answers with
// the right alert and says why.
#include "tests/support/files.h"
#include "tests/support/scripted_peer.h"
#include "tests/tls/connection/refusals.h"

#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"
#include "tls/x509/certificate/pem_certificates.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::Content;
using tests::identity;
using tests::Refusal;
using tests::ScriptedPeer;
using tests::server_config;
using Description = AlertDescription;

ScriptedPeer peer_for(Role victim, tests::Script script) {
    ServerConfig server = server_config();
    server.client_authentication = ClientAuthentication::required;
    server.preferences.alpn_protocols = {"h2"};
    ClientConfig client = client_config();
    client.preferences.alpn_protocols = {"h2"};
    client.identity.emplace(identity("client_ec"));
    return {other(victim), client, server, std::move(script)};
}

class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, with_the_right_alert_and_a_sentence_that_says_why) {
    const Refusal& refusal = GetParam();
    bool spoilt = false;
    ScriptedPeer peer = peer_for(refusal.victim, [&](const Content& content) -> std::vector<Content> {
        if (content.type != ContentType::handshake || HandshakeType{content.bytes[0]} != refusal.message)
            return {content};
        spoilt = true;
        return {tests::handshake(refusal.message, refusal.spoil(body_of(content.bytes)))};
    });
    peer.run();
    ASSERT_TRUE(spoilt) << "the message never came";
    ASSERT_NE(peer.victim().failure(), nullptr) << "it was accepted";
    const FailureReport& report = *peer.victim().failure();
    EXPECT_FALSE(report.sent_by_peer);
    EXPECT_EQ(report.failure.alert, refusal.alert) << report.failure.sentence;
    EXPECT_NE(report.failure.sentence.find(refusal.sentence), std::string::npos) << report.failure.sentence;
    EXPECT_EQ(report.failure.rfc.substr(0, 4), "RFC ");
    EXPECT_EQ(peer.answer(), refusal.alert); // it is on the wire
    EXPECT_FALSE(peer.victim().established());
}

INSTANTIATE_TEST_SUITE_P(Over_the_wire, Refused, testing::ValuesIn(tests::all_refusals()), [](const auto& test) {
    return std::string{name_of(test.param.victim)} + "_refuses_" + test.param.name;
});

TEST(Refused, an_exchange_signed_for_another_handshake_is_a_decrypt_error) { // its randoms are others
    ScriptedPeer first = peer_for(Role::client, {});
    first.run();
    Bytes old_exchange;
    for (const Bytes& message : first.memory().handshake_messages)
        if (HandshakeType{message[0]} == HandshakeType::server_key_exchange) old_exchange = message;
    ScriptedPeer second = peer_for(Role::client, [&](const Content& content) -> std::vector<Content> {
        const bool is_hello = content.type == ContentType::handshake && content.bytes[0] == 2;
        const bool is_exchange = content.type == ContentType::handshake && content.bytes[0] == 12;
        Content changed = content;
        if (is_hello) changed.bytes[20] ^= 1; // another server_random
        if (is_exchange) changed.bytes = old_exchange;
        return {changed};
    });
    second.run();
    EXPECT_EQ(second.answer(), Description::decrypt_error);
}

TEST(Refused, certificate_signature_and_finished_are_three_checks_with_three_alerts) { // CVE-2014-1266, CVE-2014-0092
    const auto answer_to = [](HandshakeType spoilt) {
        ClientConfig client = client_config();
        if (spoilt == HandshakeType::certificate) client.trust_store = tests::trust_store("other_ca");
        ScriptedPeer peer{Role::server, client, server_config(), [&](const Content& content) {
                              Content changed = content;
                              const bool is_it =
                                  content.type == ContentType::handshake && HandshakeType{content.bytes[0]} == spoilt;
                              if (is_it && spoilt != HandshakeType::certificate) changed.bytes.back() ^= 1;
                              return std::vector<Content>{changed};
                          }};
        peer.run();
        EXPECT_FALSE(peer.victim().established());
        return std::pair{peer.answer(), peer.victim().failure()->message};
    };
    const auto expected = [](Description alert, std::string_view message) {
        return std::pair{std::optional{alert}, message};
    };
    EXPECT_EQ(answer_to(HandshakeType::certificate), expected(Description::unknown_ca, "Certificate"));
    EXPECT_EQ(answer_to(HandshakeType::server_key_exchange), expected(Description::decrypt_error, "ServerKeyExchange"));
    EXPECT_EQ(answer_to(HandshakeType::finished), expected(Description::decrypt_error, "Finished"));
}

TEST(Refused, a_key_of_no_use_is_refused_even_where_any_certificate_is_taken) {
    ClientConfig client = client_config();
    client.peer_certificate = PeerCertificate::accept_any;
    const auto chain = x509::certificates_from_pem(tests::read_test_file("tls/x509/data/leaf_ed25519.pem"));
    ScriptedPeer peer{Role::server, client, server_config(), [&](const Content& content) {
                          const bool is_it = content.type == ContentType::handshake && content.bytes[0] == 11;
                          const Certificate odd{{{to_bytes(chain.front().der())}}};
                          return std::vector<Content>{is_it ? tests::handshake(HandshakeType::certificate, encode(odd))
                                                            : content};
                      }};
    peer.run();
    EXPECT_EQ(peer.answer(), Description::unsupported_certificate);
    EXPECT_EQ(peer.victim().failure()->message, "Certificate");
}

// An exchange that is signed as it must be, with a point that is none.
Content signed_exchange(const tests::Memory& memory, NamedGroup group, const Bytes& point) {
    ServerKeyExchange exchange;
    exchange.params.named_curve = group;
    exchange.params.public_point = point;
    exchange.algorithm = SignatureScheme::rsa_pkcs1_sha256;
    Bytes content = to_bytes(View{memory.handshake_messages.at(0)}.subspan(6, random_size)); // client_random
    append(content, memory.randoms.server);
    append(content, encode(exchange.params));
    SeededRandom random{"test"};
    const crypto::SignatureAlgorithm algorithm{crypto::SignatureAlgorithm::Kind::rsa_pkcs1,
                                               crypto::HashAlgorithm::sha256};
    exchange.signature = identity("server_rsa").signer().sign(algorithm, content, random);
    return tests::handshake(HandshakeType::server_key_exchange, encode(exchange));
}

struct BadPoint {
    std::string name;
    NamedGroup group;
    Bytes point;
};

class InvalidPoint : public testing::TestWithParam<BadPoint> {};

TEST_P(InvalidPoint, is_refused_by_the_client_even_if_it_is_signed) {
    ScriptedPeer* self = nullptr;
    ScriptedPeer peer = peer_for(Role::client, [&](const Content& content) -> std::vector<Content> {
        if (content.type != ContentType::handshake || content.bytes[0] != 12) return {content};
        return {signed_exchange(self->memory(), GetParam().group, GetParam().point)};
    });
    self = &peer;
    peer.run();
    EXPECT_EQ(peer.answer(), Description::illegal_parameter);
    EXPECT_EQ(peer.victim().failure()->message, "ClientKeyExchange"); // found when it computes with it
}

Bytes uncompressed(std::size_t coordinate, std::uint8_t fill, std::uint8_t form = 4) {
    Bytes point(1 + 2 * coordinate, fill);
    point[0] = form;
    return point;
}

INSTANTIATE_TEST_SUITE_P(Signed, InvalidPoint,
                         testing::Values(BadPoint{"x25519_zero", NamedGroup::x25519, Bytes(32, 0)},
                                         BadPoint{"x25519_short", NamedGroup::x25519, Bytes(31, 9)},
                                         BadPoint{"x25519_long", NamedGroup::x25519, Bytes(33, 9)},
                                         BadPoint{"p256_not_on_curve", NamedGroup::secp256r1, uncompressed(32, 1)},
                                         BadPoint{"p256_beyond_the_field", NamedGroup::secp256r1,
                                                  uncompressed(32, 0xff)},
                                         BadPoint{"p256_compressed", NamedGroup::secp256r1, Bytes(33, 2)},
                                         BadPoint{"p256_hybrid", NamedGroup::secp256r1, uncompressed(32, 1, 6)},
                                         BadPoint{"p256_infinity", NamedGroup::secp256r1, Bytes(1, 0)},
                                         BadPoint{"p384_not_on_curve", NamedGroup::secp384r1, uncompressed(48, 1)}),
                         [](const auto& test) { return test.param.name; });

} // namespace
} // namespace vitrine::tls
