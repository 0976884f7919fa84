// Each refusal, provoked over the wire: a real peer speaks, one of its messages is spoilt, and the victim answers with
// the right alert and says why.
#include "tests/support/files.h"
#include "tests/support/scripted_peer.h"

#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::Content;
using tests::identity;
using tests::ScriptedPeer;
using tests::server_config;
using Description = AlertDescription;

struct Refusal {
    std::string name;
    Role victim;
    HandshakeType message;     // the one that is spoilt
    Bytes (*spoil)(View body); // its body, made wrong
    Description alert;
    std::string sentence; // a part of it
};

// Decodes, changes and encodes again.
template <class M, class Change> Bytes changed(View body, Change change) {
    M message = decode<M>("Message", body);
    change(message);
    return encode(message);
}

template <class Change> Bytes server_hello(View body, Change change) { return changed<ServerHello>(body, change); }
template <class Change> Bytes client_hello(View body, Change change) { return changed<ClientHello>(body, change); }
template <class Change> Bytes server_exchange(View body, Change change) {
    return changed<ServerKeyExchange>(body, change);
}

template <class M> void drop(M& hello, ExtensionType type) {
    std::erase_if(*hello.extensions, [&](const Extension& extension) { return extension.type == type; });
}

template <class M> void replace(M& hello, const Extension& extension) {
    drop(hello, extension.type);
    hello.extensions->push_back(extension);
}

Bytes with_one_byte_more(View body) {
    Bytes longer = to_bytes(body);
    longer.push_back(0);
    return longer;
}

Bytes without_the_last_byte(View body) { return to_bytes(body.first(body.size() - 1)); }

const Extension two_protocols{ExtensionType::application_layer_protocol_negotiation,
                              ApplicationProtocols{{{{'h', '2'}}, {{'x'}}}}};
const Extension other_protocol{ExtensionType::application_layer_protocol_negotiation,
                               ApplicationProtocols{{{{'f', 't', 'p'}}}}};
const Extension no_uncompressed{ExtensionType::ec_point_formats,
                                EcPointFormats{{EcPointFormat::ansi_x962_compressed_prime}}};
const Extension old_verify_data{ExtensionType::renegotiation_info, RenegotiationInfo{Bytes(12, 7)}};
const Extension ticket{ExtensionType::session_ticket, SessionTicket{}};

std::vector<Refusal> refused_in_a_server_hello() {
    using T = HandshakeType;
    constexpr Role us = Role::client;
    // clang-format off
    return {
        {"server_version", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.server_version = ProtocolVersion::tls11; }); },
         Description::protocol_version, "TLS 1.1"},
        {"suite_not_offered", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.cipher_suite = CipherSuite{0x002f}; }); },
         Description::illegal_parameter, "which was not offered"},
        {"export_suite", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.cipher_suite = CipherSuite{0x0003}; }); }, // FREAK
         Description::illegal_parameter, "which was not offered"},
        {"compression", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.compression_method = CompressionMethod::deflate; }); }, // CRIME
         Description::illegal_parameter, "compression"},
        {"extension_not_offered", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.extensions->push_back(ticket); }); },
         Description::unsupported_extension, "session_ticket"},
        {"extension_twice", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.extensions->push_back(h.extensions->front()); }); },
         Description::illegal_parameter, "twice"},
        {"no_secure_renegotiation", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { drop(h, ExtensionType::renegotiation_info); }); },
         Description::handshake_failure, "secure renegotiation"},
        {"no_extensions_at_all", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.extensions.reset(); }); },
         Description::handshake_failure, "secure renegotiation"},
        {"renegotiated_connection", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { replace(h, old_verify_data); }); }, // CVE-2009-3555
         Description::handshake_failure, "not empty"},
        {"two_protocols", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { replace(h, two_protocols); }); },
         Description::decode_error, "exactly one"},
        {"protocol_not_offered", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { replace(h, other_protocol); }); },
         Description::illegal_parameter, "not offered"},
        {"compressed_points", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { replace(h, no_uncompressed); }); },
         Description::illegal_parameter, "uncompressed"},
        {"server_name_not_empty", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { replace(h, {ExtensionType::server_name, ServerNames{{{ServerName{NameType::host_name, {'x'}}}}}}); }); },
         Description::decode_error, "server_name"},
        {"server_hello_too_long", us, T::server_hello, with_one_byte_more, Description::decode_error, "ServerHello"},
        {"server_hello_too_short", us, T::server_hello, without_the_last_byte, Description::decode_error, "ServerHello"},
    };
    // clang-format on
}

std::vector<Refusal> refused_after_a_server_hello() {
    using T = HandshakeType;
    constexpr Role us = Role::client;
    // clang-format off
    return {
        {"no_certificate", us, T::certificate, [](View) { return encode(Certificate{}); }, Description::decode_error, "no certificate"},
        {"eleven_certificates", us, T::certificate, [](View b) { return changed<Certificate>(b, [](auto& m) { m.certificate_list.resize(11, m.certificate_list[0]); }); },
         Description::bad_certificate, "more than 10"},
        {"certificate_is_no_der", us, T::certificate, [](View) { return encode(Certificate{{{Bytes(20, 0x30)}}}); }, Description::bad_certificate, "Certificate"},
        {"key_of_another_kind", us, T::certificate, [](View) { return encode(Certificate{{{to_bytes(identity("server_ec").certificate().der())}}}); },
         Description::unsupported_certificate, "not of the kind"},
        {"explicit_curve", us, T::server_key_exchange, [](View b) { Bytes body = to_bytes(b); body[0] = 1; return body; }, // CVE-2020-0601
         Description::illegal_parameter, "curve of its own"},
        {"group_not_offered", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.params.named_curve = NamedGroup::secp521r1; }); },
         Description::illegal_parameter, "secp521r1"},
        {"scheme_not_offered", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.algorithm = SignatureScheme::rsa_pkcs1_sha1; }); }, // SLOTH
         Description::illegal_parameter, "which was not offered"},
        {"scheme_of_another_key", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.algorithm = SignatureScheme::ecdsa_secp256r1_sha256; }); },
         Description::illegal_parameter, "does not fit its key"},
        {"wrong_signature", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.signature[100] ^= 1; }); },
         Description::decrypt_error, "does not verify over client_random"},
        {"point_not_signed", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.params.public_point[3] ^= 1; }); },
         Description::decrypt_error, "does not verify"},
        {"empty_signature", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.signature.clear(); }); },
         Description::decrypt_error, "does not verify"},
        {"server_hello_done_with_content", us, T::server_hello_done, with_one_byte_more, Description::decode_error, "ServerHelloDone"},
        {"verify_data", us, T::finished, [](View b) { Bytes body = to_bytes(b); body[11] ^= 1; return body; }, Description::decrypt_error, "verify_data"},
        {"verify_data_too_short", us, T::finished, without_the_last_byte, Description::decode_error, "Finished"},
    };
    // clang-format on
}

std::vector<Refusal> refused_by_the_server() {
    using T = HandshakeType;
    constexpr Role us = Role::server;
    // clang-format off
    return {
        {"client_version", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { h.client_version = ProtocolVersion::tls11; }); },
         Description::protocol_version, "TLS 1.1"},
        {"fallback", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { h.client_version = ProtocolVersion::tls11; h.cipher_suites.push_back(CipherSuite::tls_fallback_scsv); }); }, // POODLE's dance
         Description::inappropriate_fallback, "fell back"},
        {"no_null_compression", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { h.compression_methods = {CompressionMethod::deflate}; }); },
         Description::illegal_parameter, "null"},
        {"extension_twice", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { h.extensions->push_back(h.extensions->back()); }); },
         Description::illegal_parameter, "twice"},
        {"no_secure_renegotiation", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { drop(h, ExtensionType::renegotiation_info); }); },
         Description::handshake_failure, "secure renegotiation"},
        {"renegotiated_connection", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { replace(h, old_verify_data); }); },
         Description::handshake_failure, "not empty"},
        {"compressed_points", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { replace(h, no_uncompressed); }); },
         Description::illegal_parameter, "uncompressed"},
        {"no_suite_in_common", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { h.cipher_suites = {CipherSuite{0x1301}}; }); },
         Description::handshake_failure, "TLS_AES_128_GCM_SHA256"},
        {"no_group_in_common", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { replace(h, {ExtensionType::supported_groups, SupportedGroups{{NamedGroup::x448}}}); }); },
         Description::handshake_failure, "group"},
        {"no_signature_algorithms", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { drop(h, ExtensionType::signature_algorithms); }); },
         Description::handshake_failure, "SHA-1"},
        {"alien_protocol", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { replace(h, other_protocol); }); }, // ALPACA
         Description::no_application_protocol, "application protocols"},
        {"empty_server_name", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { replace(h, {ExtensionType::server_name, ServerNames{}}); }); },
         Description::decode_error, "server_name"},
        {"client_hello_too_long", us, T::client_hello, with_one_byte_more, Description::decode_error, "ClientHello"},
        {"client_hello_empty", us, T::client_hello, [](View) { return Bytes{}; }, Description::decode_error, "ClientHello"},
        {"no_suites_at_all", us, T::client_hello, [](View b) { Bytes body = to_bytes(b.first(35)); append(body, Bytes{0, 0, 1, 0}); return body; },
         Description::decode_error, "cipher_suites"},
        {"no_client_certificate", us, T::certificate, [](View) { return encode(Certificate{}); }, Description::handshake_failure, "no certificate"},
        {"client_certificate_is_no_der", us, T::certificate, [](View) { return encode(Certificate{{{Bytes(20, 0x30)}}}); }, Description::bad_certificate, "Certificate"},
        {"point_too_short", us, T::client_key_exchange, [](View) { return encode(ClientKeyExchange{Bytes(31, 9)}); }, Description::illegal_parameter, "public point"},
        {"small_order_point", us, T::client_key_exchange, [](View) { return encode(ClientKeyExchange{Bytes(32, 0)}); }, Description::illegal_parameter, "zero"}, // RFC 7748 §6.1
        {"no_point", us, T::client_key_exchange, [](View) { return Bytes{0}; }, Description::decode_error, "ClientKeyExchange"},
        {"scheme_not_asked_for", us, T::certificate_verify, [](View b) { return changed<CertificateVerify>(b, [](auto& m) { m.algorithm = SignatureScheme::ecdsa_sha1; }); },
         Description::illegal_parameter, "not asked for"},
        {"scheme_of_another_key", us, T::certificate_verify, [](View b) { return changed<CertificateVerify>(b, [](auto& m) { m.algorithm = SignatureScheme::rsa_pss_rsae_sha256; }); },
         Description::illegal_parameter, "does not fit"},
        {"possession_not_proven", us, T::certificate_verify, [](View b) { return changed<CertificateVerify>(b, [](auto& m) { m.signature.back() ^= 1; }); },
         Description::decrypt_error, "does not verify over the handshake messages"},
        {"verify_data", us, T::finished, [](View b) { Bytes body = to_bytes(b); body[0] ^= 0x80; return body; }, Description::decrypt_error, "verify_data"},
    };
    // clang-format on
}

std::vector<Refusal> all_refusals() {
    std::vector<Refusal> all = refused_in_a_server_hello();
    for (const auto& table : {refused_after_a_server_hello(), refused_by_the_server()})
        all.insert(all.end(), table.begin(), table.end());
    return all;
}

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

INSTANTIATE_TEST_SUITE_P(Over_the_wire, Refused, testing::ValuesIn(all_refusals()), [](const auto& test) {
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
