// Single extensions between both ends, and what each refuses: RFC 6066 §3 and §8, RFC 7301, RFC 7507, RFC 8701.
#include "tests/support/scripted_peer.h"

#include "tls/handshake/grease.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::Content;
using tests::identity;
using tests::ScriptedPeer;
using tests::SeededPair;
using tests::server_config;
using Description = AlertDescription;
using Script = tests::Script;

const Bytes response{0x30, 3, 0x0a, 1, 3}; // OCSPResponse: tryLater

struct Refusal {
    std::optional<Description> alert;
    std::string sentence;
};

// What the victim makes of a peer that says what the script makes of its messages.
Refusal refusal_by(Role victim, const ClientConfig& client, const ServerConfig& server, Script script = {}) {
    ScriptedPeer peer{other(victim), client, server, std::move(script)};
    peer.run();
    const FailureReport* report = peer.victim().failure();
    return {peer.answer(), report == nullptr ? "" : report->failure.sentence};
}

template <class Hello, class Change> Script with_hello(HandshakeType type, Change change) {
    return [type, change](const Content& content) -> std::vector<Content> {
        if (content.type != ContentType::handshake || HandshakeType{content.bytes[0]} != type) return {content};
        auto hello = decode<Hello>("Hello", body_of(content.bytes));
        change(hello);
        return {tests::handshake(type, encode(hello))};
    };
}
template <class Change> Script server_hello(Change change) {
    return with_hello<ServerHello>(HandshakeType::server_hello, change);
}

bool says(const Refusal& refusal, Description alert, std::string_view part) {
    return refusal.alert == alert && refusal.sentence.find(part) != std::string::npos;
}

ClientConfig asking_for_status() {
    ClientConfig client = client_config();
    client.request_status = true;
    return client;
}

ServerConfig stapling() {
    ServerConfig server = server_config();
    server.identities[0].staple(response);
    return server;
}

std::vector<HandshakeType> types_heard(const ClientConfig& client, const ServerConfig& server, Script script = {}) {
    ScriptedPeer peer{Role::server, client, server, std::move(script)};
    peer.run();
    std::vector<HandshakeType> types;
    for (const Bytes& message : peer.memory().handshake_messages) types.push_back(HandshakeType{message[0]});
    return types;
}

std::ptrdiff_t count_status(const std::vector<HandshakeType>& types) {
    return std::count(types.begin(), types.end(), HandshakeType::certificate_status);
}

// What a good response leads to is shown with openssl's: interop.StapledResponses.
TEST(CertificateStatus, is_brought_to_whoever_asks_and_refused_if_it_says_nothing_of_the_certificate) { // RFC 6066 §8
    SeededPair both{asking_for_status(), stapling()};
    both.pair.run();
    EXPECT_FALSE(both.client.established());
    EXPECT_EQ(to_bytes(both.client.peer_ocsp_response()), response);
    ASSERT_NE(both.client.failure(), nullptr);
    EXPECT_EQ(both.client.failure()->failure.alert, AlertDescription::bad_certificate_status_response);
    EXPECT_NE(both.client.failure()->failure.sentence.find("tryLater"), std::string::npos)
        << both.client.failure()->failure.sentence;
    EXPECT_FALSE(both.server.established());
}

// Who resumes is not shown the response again, and might ask for more than who accepted anything.
TEST(CertificateStatus, that_is_no_good_leaves_no_session_behind) {
    for (const bool stapled : {false, true}) {
        const auto sessions = std::make_shared<SessionCache>();
        ClientConfig client = asking_for_status();
        client.peer_certificate = PeerCertificate::accept_any;
        client.sessions = sessions;
        ServerConfig server = stapled ? stapling() : server_config();
        server.sessions = std::make_shared<SessionCache>();
        SeededPair both{client, server};
        both.pair.run();
        EXPECT_TRUE(both.client.established()) << stapled;
        EXPECT_EQ(sessions->size(), stapled ? 0U : 1U);
    }
}

TEST(CertificateStatus, is_not_sent_unasked_or_without_a_response) {
    for (const auto& types :
         {types_heard(client_config(), stapling()), types_heard(asking_for_status(), server_config())})
        EXPECT_EQ(count_status(types), 0);
    EXPECT_EQ(count_status(types_heard(asking_for_status(), stapling())), 1);
}

TEST(CertificateStatus, may_be_left_out_by_a_server_that_promised_it) { // RFC 6066 §8: "MAY"
    ScriptedPeer peer{Role::server, asking_for_status(), stapling(),
                      [](const Content& content) -> std::vector<Content> {
                          const bool is_status = content.type == ContentType::handshake && content.bytes[0] == 22;
                          return is_status ? std::vector<Content>{} : std::vector<Content>{content};
                      }};
    ASSERT_TRUE(peer.run_until(State::client_finished) || peer.victim().failure() != nullptr);
    EXPECT_EQ(peer.victim().failure() == nullptr ? "" : peer.victim().failure()->failure.sentence.substr(0, 30),
              std::string{"the peer sent the fatal alert "}); // the transcripts differ: the other end says so
}

TEST(CertificateStatus, that_was_not_promised_is_unexpected) {
    const auto unasked = refusal_by(Role::client, client_config(), server_config(), [](const Content& content) {
        std::vector<Content> said{content};
        if (content.type == ContentType::handshake && content.bytes[0] == 11)
            said.push_back(tests::handshake(HandshakeType::certificate_status, Bytes{1, 0, 0, 1, 0}));
        return said;
    });
    EXPECT_TRUE(says(unasked, Description::unexpected_message, "certificate_status") ||
                says(unasked, Description::unexpected_message, "CertificateStatus"))
        << unasked.sentence;
}

TEST(CertificateStatus, of_another_type_is_an_illegal_parameter) {
    const auto other_type = refusal_by(Role::client, asking_for_status(), stapling(), [](const Content& content) {
        Content changed = content;
        if (content.type == ContentType::handshake && content.bytes[0] == 22) changed.bytes[4] = 2;
        return std::vector<Content>{changed};
    });
    EXPECT_TRUE(says(other_type, Description::illegal_parameter, "another type")) << other_type.sentence;
}

TEST(CertificateStatus, promised_by_an_extension_that_is_not_empty_is_a_decode_error) {
    const auto full = refusal_by(Role::client, asking_for_status(), stapling(), server_hello([](ServerHello& hello) {
                                     for (Extension& extension : *hello.extensions)
                                         if (extension.type == ExtensionType::status_request)
                                             extension.body = StatusRequest{OcspStatusRequest{}};
                                 }));
    EXPECT_TRUE(says(full, Description::decode_error, "status_request")) << full.sentence;
}

TEST(ServerName, that_nobody_has_is_refused_only_where_that_is_wanted) { // RFC 6066 §3
    ClientConfig client = client_config();
    client.server_name = "elsewhere.example";
    client.verify_host_name = "";
    ServerConfig server = server_config();
    EXPECT_EQ(refusal_by(Role::server, client, server).alert, std::nullopt);
    server.unknown_name = UnknownName::refused;
    EXPECT_TRUE(says(refusal_by(Role::server, client, server), Description::unrecognized_name, "none of our"));
    EXPECT_EQ(refusal_by(Role::server, client_config(), server).alert, std::nullopt); // localhost is in it
    client.server_name = "";
    EXPECT_EQ(refusal_by(Role::server, client, server).alert, std::nullopt); // none was asked for
}

TEST(ServerName, that_an_identity_is_given_chooses_it) {
    ClientConfig client = client_config();
    client.server_name = "OTHER.example";
    client.verify_host_name = "";
    ServerConfig server = server_config();
    server.identities.push_back(identity("server_ec"));
    server.identities[1].serve("other.example");
    server.unknown_name = UnknownName::refused;
    server.preferences.cipher_suites = {CipherSuite::tls_ecdhe_rsa_with_aes_128_gcm_sha256,
                                        CipherSuite::tls_ecdhe_ecdsa_with_aes_128_gcm_sha256};
    client.preferences.cipher_suites = {CipherSuite::tls_ecdhe_ecdsa_with_aes_128_gcm_sha256};
    SeededPair both{client, server};
    both.pair.run();
    ASSERT_TRUE(both.client.established());
    EXPECT_EQ(to_hex(both.client.peer_certificates().front().der()), to_hex(identity("server_ec").certificate().der()));
    EXPECT_EQ(both.server.agreed().server_name, "OTHER.example");
}

TEST(ApplicationProtocol, that_must_be_agreed_on_is_missed_by_either_side) { // ALPACA
    ClientConfig plain_client = client_config(), strict_client = client_config();
    strict_client.preferences.alpn_protocols = {"h2"};
    strict_client.preferences.alpn_required = true;
    ServerConfig plain_server = server_config(), strict_server = server_config();
    strict_server.preferences.alpn_protocols = {"h2"};
    strict_server.preferences.alpn_required = true;
    EXPECT_TRUE(says(refusal_by(Role::client, strict_client, plain_server), Description::no_application_protocol,
                     "the server chose no application protocol"));
    EXPECT_TRUE(says(refusal_by(Role::server, plain_client, strict_server), Description::no_application_protocol,
                     "the client offers no application protocol"));
    EXPECT_EQ(refusal_by(Role::client, strict_client, strict_server).alert, std::nullopt);
}

TEST(Fallback, said_with_the_newest_version_is_no_reason_to_refuse) { // RFC 7507 §3
    ClientConfig client = client_config();
    client.fallback_scsv = true;
    EXPECT_EQ(refusal_by(Role::server, client, server_config()).alert, std::nullopt);
    const auto chosen =
        refusal_by(Role::client, client, server_config(),
                   server_hello([](ServerHello& hello) { hello.cipher_suite = CipherSuite::tls_fallback_scsv; }));
    EXPECT_EQ(chosen.alert, Description::illegal_parameter); // it is no suite: RFC 7507 §2
}

ClientConfig greasing() {
    ClientConfig client = client_config();
    client.grease = true;
    client.preferences.alpn_protocols = {"h2"};
    return client;
}

ClientHello hello_of(const ClientConfig& config) {
    ScriptedPeer peer{Role::client, config, server_config()};
    peer.run();
    EXPECT_TRUE(peer.victim().established()) << "our server does not skip it";
    return decode<ClientHello>("ClientHello", body_of(peer.memory().handshake_messages.at(0)));
}

TEST(Grease, stands_at_the_head_of_each_list_and_no_server_of_ours_minds) { // RFC 8701 §3.1
    const ClientHello hello = hello_of(greasing());
    const auto stands_for_nothing = [](auto value) { return is_grease(static_cast<std::uint16_t>(value)); };
    EXPECT_TRUE(stands_for_nothing(hello.cipher_suites.front()));
    EXPECT_TRUE(stands_for_nothing(find<SupportedGroups>(hello.extensions)->named_group_list.front()));
    EXPECT_TRUE(
        stands_for_nothing(find<SignatureAlgorithms>(hello.extensions)->supported_signature_algorithms.front()));
    const Bytes& protocol = find<ApplicationProtocols>(hello.extensions)->protocol_name_list.front().name;
    EXPECT_TRUE(is_grease(static_cast<std::uint16_t>(protocol.at(0) << 8 | protocol.at(1))));
    EXPECT_TRUE(stands_for_nothing(hello.extensions->front().type));
    EXPECT_TRUE(stands_for_nothing(hello.extensions->back().type));
    EXPECT_NE(hello.extensions->front().type, hello.extensions->back().type);
    EXPECT_FALSE(stands_for_nothing(hello_of(client_config()).cipher_suites.front()));
}

// Each draw names one of the sixteen values, and the two extensions always differ.
TEST(Grease, takes_each_of_the_sixteen_values) {
    class Constant final : public crypto::RandomSource {
    public:
        explicit Constant(std::uint8_t byte) : byte_(byte) {}
        void fill(std::string_view purpose, MutableView out) override {
            EXPECT_EQ(purpose, "grease");
            std::ranges::fill(out, byte_);
        }
        std::uint8_t byte_;
    };
    std::set<CipherSuite> seen;
    for (unsigned byte = 0; byte < 256; ++byte) {
        Constant random{static_cast<std::uint8_t>(byte)};
        ClientHello hello;
        hello.extensions.emplace();
        add_grease(hello, random);
        EXPECT_TRUE(is_grease(static_cast<std::uint16_t>(hello.cipher_suites.front())));
        EXPECT_FALSE(duplicated(hello.extensions).has_value());
        seen.insert(hello.cipher_suites.front());
    }
    EXPECT_EQ(seen.size(), 16U);
}

TEST(Grease, that_the_server_takes_is_an_illegal_parameter) {
    const auto suite = refusal_by(Role::client, greasing(), server_config(),
                                  server_hello([](ServerHello& hello) { hello.cipher_suite = CipherSuite{0x2a2a}; }));
    EXPECT_TRUE(says(suite, Description::illegal_parameter, "stands for nothing")) << suite.sentence;
    const auto extension = refusal_by(Role::client, greasing(), server_config(), server_hello([](ServerHello& hello) {
                                          hello.extensions->push_back({ExtensionType{0x5a5a}, UnknownExtension{}});
                                      }));
    EXPECT_TRUE(says(extension, Description::illegal_parameter, "stands for nothing")) << extension.sentence;
    const auto change_exchange = [](std::size_t at) -> Script {
        return [at](const Content& content) {
            Content changed = content;
            if (content.type == ContentType::handshake && content.bytes[0] == 12)
                changed.bytes[at] = changed.bytes[at + 1] = 0x1a;
            return std::vector<Content>{changed};
        };
    };
    const auto group = refusal_by(Role::client, greasing(), server_config(), change_exchange(5));
    EXPECT_TRUE(says(group, Description::illegal_parameter, "GREASE(0x1a1a)")) << group.sentence;
    const auto scheme = refusal_by(Role::client, greasing(), server_config(), change_exchange(5 + 2 + 1 + 32));
    EXPECT_TRUE(says(scheme, Description::illegal_parameter, "GREASE(0x1a1a)")) << scheme.sentence;
}

} // namespace
} // namespace vitrine::tls
