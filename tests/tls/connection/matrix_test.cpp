// The wire-level matrix: in every state, every message that the flow does not name there, sent under the right keys to
// a real connection, ends in unexpected_message. The cells are generated from the flow table itself.
#include "tests/support/scripted_peer.h"

#include "tls/messages/handshake_message.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::Content;
using tests::identity;
using tests::ScriptedPeer;
using tests::server_config;

struct Cell {
    Role victim;
    State state;
    std::string what;
    Content content;
};

std::string name_of_test(const testing::TestParamInfo<Cell>& info) {
    return std::string{name_of(info.param.victim)} + "_waiting_for_" + std::string{name_of(info.param.state)} +
           "_gets_" + info.param.what;
}

// Where the flow waits for a message of the other side, and afterwards.
std::vector<std::pair<Role, State>> waiting_places() {
    std::vector<std::pair<Role, State>> places;
    for (const Edge& edge : edges()) {
        const std::pair place{other(edge.sender), edge.from};
        if (edge.from != State::new_session_ticket && std::find(places.begin(), places.end(), place) == places.end())
            places.push_back(place);
    }
    places.emplace_back(Role::client, State::established);
    places.emplace_back(Role::server, State::established);
    return places;
}

struct Sendable {
    std::string what;
    std::optional<Message> message; // the row of the flow it would be, if any
    Content content;
};

// Each handshake type there is, some that are not, and the other content types. The bodies do not matter: what may not
// come is refused before it is read.
std::vector<Sendable> everything_that_can_be_sent() {
    using T = HandshakeType;
    const Bytes body(40, 0);
    std::vector<Sendable> all = {
        {"ClientHello", Message::client_hello, tests::handshake(T::client_hello, body)},
        {"ServerHello", Message::server_hello, tests::handshake(T::server_hello, body)},
        {"NewSessionTicket", Message::new_session_ticket, tests::handshake(T::new_session_ticket, body)},
        {"Certificate", Message::certificate, tests::handshake(T::certificate, body)},
        {"ServerKeyExchange", Message::server_key_exchange, tests::handshake(T::server_key_exchange, body)},
        {"CertificateRequest", Message::certificate_request, tests::handshake(T::certificate_request, body)},
        {"ServerHelloDone", Message::server_hello_done, tests::handshake(T::server_hello_done, {})},
        {"CertificateVerify", Message::certificate_verify, tests::handshake(T::certificate_verify, body)},
        {"ClientKeyExchange", Message::client_key_exchange, tests::handshake(T::client_key_exchange, body)},
        {"Finished", Message::finished, tests::handshake(T::finished, Bytes(12, 0))},
        {"HelloRequest", std::nullopt, tests::handshake(T::hello_request, {})},
        {"CertificateUrl", std::nullopt, tests::handshake(T::certificate_url, body)},
        {"CertificateStatus", Message::certificate_status, tests::handshake(T::certificate_status, body)},
        {"EncryptedExtensions_of_tls13", std::nullopt, tests::handshake(T{8}, body)},
        {"KeyUpdate_of_tls13", std::nullopt, tests::handshake(T{24}, Bytes(1, 0))},
        {"type_255", std::nullopt, tests::handshake(T{255}, {})},
        {"ChangeCipherSpec", Message::change_cipher_spec, {ContentType::change_cipher_spec, {1}}},
        {"application_data", std::nullopt, {ContentType::application_data, {'h', 'i'}}},
        {"heartbeat", std::nullopt, {ContentType::heartbeat, {1, 0, 0}}}, // CVE-2014-0160
        {"content_type_99", std::nullopt, {ContentType{99}, {0}}},
    };
    return all;
}

// The cells in which something else than unexpected_message is right: each has a test of its own elsewhere.
bool has_another_answer(Role victim, State state, const Sendable& sendable) {
    if (sendable.message && state != State::established && expected_in(state, *sendable.message)) return true;
    if (sendable.what == "HelloRequest" && victim == Role::client) return true; // ignored, or no_renegotiation
    if (state != State::established) return false;
    return sendable.what == "application_data" || (victim == Role::server && sendable.what == "ClientHello");
}

std::vector<Cell> cells() {
    std::vector<Cell> all;
    for (const auto& [victim, state] : waiting_places())
        for (const Sendable& sendable : everything_that_can_be_sent())
            if (!has_another_answer(victim, state, sendable))
                all.push_back({victim, state, sendable.what, sendable.content});
    return all;
}

// With client authentication, so that all its states are there.
ScriptedPeer peer_for(Role victim, State state) {
    ServerConfig server = server_config();
    server.client_authentication = ClientAuthentication::required;
    ClientConfig client = client_config();
    if (state == State::certificate_status_or_server_key_exchange) {
        client.request_status = true;
        server.identities[0].staple({0x30, 0});
    }
    client.identity.emplace(identity("client_ec"));
    return {other(victim), client, server};
}

class Matrix : public testing::TestWithParam<Cell> {};

TEST_P(Matrix, which_is_an_unexpected_message) {
    const Cell& cell = GetParam();
    ScriptedPeer peer = peer_for(cell.victim, cell.state);
    ASSERT_TRUE(peer.run_until(cell.state)) << "the state is never reached";
    peer.say(cell.content);
    while (peer.victim().step()) {
    }
    ASSERT_NE(peer.victim().failure(), nullptr) << "it was accepted";
    EXPECT_EQ(peer.victim().failure()->failure.alert, AlertDescription::unexpected_message)
        << peer.victim().failure()->failure.sentence;
    EXPECT_FALSE(peer.victim().failure()->failure.rfc.empty());
    EXPECT_EQ(peer.answer(), AlertDescription::unexpected_message); // it is on the wire
    EXPECT_EQ(peer.victim().state(), cell.state);
}

INSTANTIATE_TEST_SUITE_P(Wire, Matrix, testing::ValuesIn(cells()), name_of_test);

TEST(MatrixItself, covers_every_state_in_which_a_peer_is_heard) {
    EXPECT_EQ(waiting_places().size(), 16U); // 14 states that wait for one side, and `established` for each
    EXPECT_GE(cells().size(), 16U * 17U);
}

TEST(Renegotiation, a_hello_request_in_a_handshake_is_ignored) { // RFC 5246 §7.4.1.1
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::server_certificate));
    peer.say(tests::handshake(HandshakeType::hello_request, {}));
    peer.run();
    EXPECT_TRUE(peer.victim().established());
    EXPECT_EQ(peer.answer(), std::nullopt);
}

TEST(Renegotiation, hello_requests_without_end_are_refused) {
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::server_certificate));
    for (int i = 0; i < 5; ++i) peer.say(tests::handshake(HandshakeType::hello_request, {}));
    peer.run();
    EXPECT_EQ(peer.answer(), AlertDescription::unexpected_message);
}

TEST(Renegotiation, is_declined_once_and_then_refused_on_the_client) { // CVE-2009-3555
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    peer.run();
    peer.say(tests::handshake(HandshakeType::hello_request, {}));
    peer.run();
    EXPECT_EQ(peer.answer(), AlertDescription::no_renegotiation);
    EXPECT_EQ(peer.victim().ending(), Ending::open);
    peer.say(tests::handshake(HandshakeType::hello_request, {}));
    peer.run();
    EXPECT_EQ(peer.answer(), AlertDescription::unexpected_message);
    EXPECT_EQ(peer.victim().ending(), Ending::failed);
}

TEST(Renegotiation, is_declined_once_and_then_refused_on_the_server) { // CVE-2009-3555, CVE-2021-3449
    ScriptedPeer peer{Role::client, client_config(), server_config()};
    peer.run();
    const Content hello{ContentType::handshake, peer.memory().handshake_messages.at(0)};
    peer.say(hello);
    peer.run();
    EXPECT_EQ(peer.answer(), AlertDescription::no_renegotiation);
    EXPECT_EQ(peer.victim().ending(), Ending::open);
    peer.say(hello);
    peer.run();
    EXPECT_EQ(peer.answer(), AlertDescription::unexpected_message);
}

} // namespace
} // namespace vitrine::tls
