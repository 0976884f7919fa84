// When a session is not taken up: a full handshake follows, whatever was wrong with it; but for what only an attacker
// does, which is refused (SECURITY of sessions: RFC 5077 §5, RFC 7627 §5.3).
#include "tests/support/scripted_peer.h"
#include "tests/support/visits.h"
#include "tls/lab/memory.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using namespace std::chrono_literals;
using tests::identity;
using tests::Visits;

// A full handshake, on both sides, without a single alert.
void expect_full_handshake(Visits& visits) {
    Memory client, server;
    const auto pair = visits.visit(&client, &server);
    EXPECT_TRUE(pair->client.established()) << (pair->client.failure() ? pair->client.failure()->failure.what() : "");
    EXPECT_TRUE(pair->server.established());
    EXPECT_EQ(pair->client.agreed().resumption, Resumption::none);
    EXPECT_EQ(pair->server.agreed().resumption, Resumption::none);
    EXPECT_TRUE(client.alerts_sent.empty());
    EXPECT_TRUE(server.alerts_sent.empty());
}

std::string name_of_test(const testing::TestParamInfo<Resumption>& info) {
    return info.param == Resumption::ticket ? "ticket" : "session_id";
}

class SessionNotTakenUp : public testing::TestWithParam<Resumption> {
protected:
    SessionNotTakenUp() { visits.client.use_tickets = GetParam() == Resumption::ticket; }
    Visits visits;
};

INSTANTIATE_TEST_SUITE_P(Resumption, SessionNotTakenUp, testing::Values(Resumption::ticket, Resumption::session_id),
                         name_of_test);

// The client's copy says that it is good for ever: the server decides.
TEST_P(SessionNotTakenUp, when_it_is_old) {
    visits.visit();
    visits.change_session([](Session& session) { session.lifetime = std::chrono::hours{10}; });
    visits.wait(300s);
    expect_full_handshake(visits);
}

TEST_P(SessionNotTakenUp, for_another_server_name) {
    visits.visit();
    visits.client.server_name = "elsewhere.example"; // whose certificate is the same
    const Bytes key = key_of_server(visits.client);
    visits.client.server_name = "localhost";
    Session session = decode_session(encode_session(*visits.session()).view());
    session.server_name = "elsewhere.example"; // the client believes that it is for there
    visits.client.sessions->put(key, std::make_shared<const Session>(std::move(session)));
    visits.client.server_name = "elsewhere.example";
    expect_full_handshake(visits);
}

TEST_P(SessionNotTakenUp, by_another_server_that_has_neither_its_keys_nor_its_memory) {
    visits.visit();
    visits.server.tickets = std::make_shared<TicketKeys>();
    visits.server.sessions = std::make_shared<SessionCache>();
    expect_full_handshake(visits);
}

TEST_P(SessionNotTakenUp, when_the_server_wants_its_suite_no_more) {
    visits.visit();
    visits.server.preferences.cipher_suites = {CipherSuite::tls_ecdhe_rsa_with_aes_256_gcm_sha384};
    expect_full_handshake(visits);
}

TEST_P(SessionNotTakenUp, when_the_client_wants_its_suite_no_more) {
    visits.visit();
    visits.client.preferences.cipher_suites = {CipherSuite::tls_ecdhe_rsa_with_aes_256_gcm_sha384};
    expect_full_handshake(visits);
}

// The client offers the session and not its suite, which an honest one never does.
TEST_P(SessionNotTakenUp, when_the_hello_lacks_its_suite) {
    visits.visit();
    visits.change_session(
        [](Session& session) { session.cipher_suite = CipherSuite::tls_ecdhe_rsa_with_aes_256_gcm_sha384; });
    visits.client.preferences.cipher_suites = {CipherSuite::tls_ecdhe_rsa_with_aes_256_gcm_sha384};
    expect_full_handshake(visits);
}

TEST_P(SessionNotTakenUp, when_another_protocol_is_chosen) {
    visits.client.preferences.alpn_protocols = {"h2", "http/1.1"};
    visits.server.preferences.alpn_protocols = {"h2", "http/1.1"};
    visits.visit();
    visits.server.preferences.alpn_protocols = {"http/1.1"};
    expect_full_handshake(visits);
}

TEST_P(SessionNotTakenUp, when_the_server_has_another_certificate) {
    visits.visit();
    visits.server.identities = {identity("server_ec")};
    expect_full_handshake(visits);
}

TEST_P(SessionNotTakenUp, when_either_side_wants_no_extended_master_secret) {
    visits.visit();
    visits.server.preferences.extended_master_secret = false;
    expect_full_handshake(visits);
    visits.server.preferences.extended_master_secret = true;
    visits.visit();
    visits.client.preferences.extended_master_secret = false;
    expect_full_handshake(visits);
}

TEST_P(SessionNotTakenUp, without_a_protocol_where_one_is_required_now) {
    visits.visit();
    visits.server.preferences.alpn_required = true;
    const auto pair = visits.visit();
    EXPECT_FALSE(pair->server.established());
    ASSERT_NE(pair->server.failure(), nullptr);
    EXPECT_EQ(pair->server.failure()->failure.alert, AlertDescription::no_application_protocol);
}

TEST_P(SessionNotTakenUp, when_a_client_certificate_is_required_now) {
    visits.visit();
    visits.server.client_authentication = ClientAuthentication::required;
    visits.client.identity.emplace(identity("client_rsa"));
    expect_full_handshake(visits);
}

TEST_P(SessionNotTakenUp, when_a_client_certificate_is_not_asked_for_any_more) {
    visits.server.client_authentication = ClientAuthentication::required;
    visits.client.identity.emplace(identity("client_rsa"));
    visits.visit();
    visits.server.client_authentication = ClientAuthentication::none;
    expect_full_handshake(visits);
}

TEST_P(SessionNotTakenUp, when_the_client_is_somebody_else_now) {
    visits.server.client_authentication = ClientAuthentication::optional;
    visits.client.identity.emplace(identity("client_rsa"));
    visits.visit();
    visits.client.identity.reset();
    expect_full_handshake(visits);
}

TEST_P(SessionNotTakenUp, when_the_client_is_not_trusted_any_more) {
    visits.server.client_authentication = ClientAuthentication::required;
    visits.client.identity.emplace(identity("client_rsa"));
    visits.visit();
    visits.server.trust_store = {};
    const auto pair = visits.visit();
    EXPECT_EQ(pair->server.agreed().resumption, Resumption::none);
    EXPECT_FALSE(pair->server.established());
}

TEST_P(SessionNotTakenUp, when_the_server_is_not_trusted_any_more) {
    visits.visit();
    visits.client.trust_store = {};
    Memory memory;
    const auto pair = visits.visit(&memory);
    const auto hello = decode<ClientHello>("ClientHello", body_of(memory.handshake_messages.at(0)));
    EXPECT_TRUE(hello.session_id.empty()); // it is not even offered
    EXPECT_FALSE(pair->client.established());
    EXPECT_EQ(pair->client.failure()->failure.alert, AlertDescription::unknown_ca);
    EXPECT_EQ(visits.session(), nullptr);
}

// RFC 5246 §7.2.2: a fatal alert ends the session, too.
TEST_P(SessionNotTakenUp, after_a_connection_that_failed) {
    visits.visit();
    {
        const auto pair = visits.visit();
        ASSERT_EQ(pair->server.agreed().resumption, GetParam());
        pair->client.abort(AlertDescription::internal_error, "enough");
        pair->run();
    }
    EXPECT_EQ(visits.session(), nullptr);
    expect_full_handshake(visits);
}

TEST(SessionId, of_a_connection_that_failed_is_forgotten_by_the_server_alone) {
    Visits visits;
    visits.client.use_tickets = false;
    visits.visit();
    const std::shared_ptr<const Session> kept = visits.session();
    const auto pair = visits.visit();
    pair->server.abort(AlertDescription::internal_error, "enough");
    visits.client.sessions->put(key_of_server(visits.client), kept); // the client goes on as if nothing were
    expect_full_handshake(visits);
}

TEST(Ticket, changed_in_any_byte_leads_to_a_full_handshake) {
    Visits visits;
    visits.visit();
    const std::shared_ptr<const Session> kept = visits.session();
    for (std::size_t i = 0; i < kept->ticket.size(); ++i) {
        Session changed = decode_session(encode_session(*kept).view());
        changed.ticket[i] ^= 0x10;
        visits.client.sessions->put(key_of_server(visits.client), std::make_shared<const Session>(std::move(changed)));
        expect_full_handshake(visits);
    }
}

TEST(Ticket, of_any_size_leads_to_a_full_handshake) {
    Visits visits;
    visits.visit();
    for (const std::size_t size : {1U, 43U, 44U, 100U, 16'384U, 16'385U, 60'000U}) {
        visits.change_session([&](Session& session) { session.ticket = Bytes(size, 0x5a); });
        expect_full_handshake(visits);
    }
}

// A program may be both: what it made as a client is none of its server's, even if all else fits, nor the other way
// round.
TEST(Ticket, that_holds_a_clients_session_is_not_taken_up) {
    Visits visits;
    visits.visit();
    Session of_client = decode_session(encode_session(*visits.session()).view());
    of_client.peer_chain.clear();
    of_client.own_certificate = visits.server.identities.front().fingerprint();
    SeededEnd other{"other"};
    const Bytes ticket = visits.server.tickets->seal(encode_session(of_client).view(), other.clock.now(), other.random);
    visits.change_session([&](Session& session) { session.ticket = ticket; });
    expect_full_handshake(visits);
}

TEST(SessionId, of_a_servers_session_is_not_offered_by_a_client) {
    Visits visits;
    visits.client.use_tickets = false;
    visits.visit();
    visits.change_session([](Session& session) { session.us = Role::server; });
    expect_full_handshake(visits);
}

// --- RFC 7627 §5.3: the four cases ---

struct Case {
    bool before, now; // whether the extended master secret was agreed on, and whether it is offered, or answered
};

ClientHello without_ems(const ClientHello& hello) {
    ClientHello changed = hello;
    std::erase_if(*changed.extensions,
                  [](const Extension& extension) { return extension.type == ExtensionType::extended_master_secret; });
    return changed;
}

// The first message of the scripted client, with or without the extension.
tests::Script hello_with(bool extended) {
    return [extended](const Content& due) -> std::vector<Content> {
        if (extended || due.type != ContentType::handshake ||
            HandshakeType{due.bytes[0]} != HandshakeType::client_hello)
            return {due};
        const auto hello = decode<ClientHello>("ClientHello", body_of(due.bytes));
        return {tests::handshake(HandshakeType::client_hello, encode(without_ems(hello)))};
    };
}

// A server that has a session, as it was made with or without the extension, under the ID that the client offers.
ServerConfig server_with_session(Visits& visits, bool extended) {
    Session session = decode_session(encode_session(*visits.session()).view());
    session.us = Role::server;
    session.peer_chain.clear(); // the client showed none
    session.own_certificate = visits.server.identities.front().fingerprint();
    session.extended_master_secret = extended;
    visits.server.sessions = std::make_shared<SessionCache>();
    const Bytes key = session.session_id;
    visits.server.sessions->put(key, std::make_shared<const Session>(std::move(session)));
    return visits.server;
}

struct Answer {
    std::optional<AlertDescription> alert;
    State state; // the server waits for this next
};

// What a server makes of the hello. The script has the hello changed under the client: no handshake can be completed.
Answer answer_in(const Case& which) {
    Visits visits;
    visits.client.use_tickets = false;
    visits.visit();
    const ServerConfig server = server_with_session(visits, which.before);
    tests::ScriptedPeer peer{Role::client, visits.client, server, hello_with(which.now)};
    while (peer.victim().state() == State::client_hello || peer.victim().state() == State::server_hello)
        if (!peer.step()) break;
    return {peer.answer(), peer.victim().state()};
}

TEST(ExtendedMasterSecretOfASession, had_and_offered_is_resumed) {
    const Answer answer = answer_in({true, true});
    EXPECT_EQ(answer.alert, std::nullopt);
    EXPECT_EQ(answer.state, State::server_change_cipher_spec);
}

TEST(ExtendedMasterSecretOfASession, had_and_not_offered_is_refused) {
    const Answer answer = answer_in({true, false});
    EXPECT_EQ(answer.alert, AlertDescription::handshake_failure);
    EXPECT_EQ(answer.state, State::client_hello);
}

TEST(ExtendedMasterSecretOfASession, not_had_and_offered_leads_to_a_full_handshake) {
    const Answer answer = answer_in({false, true});
    EXPECT_EQ(answer.alert, std::nullopt);
    EXPECT_EQ(answer.state, State::server_certificate);
}

TEST(ExtendedMasterSecretOfASession, neither_had_nor_offered_leads_to_a_full_handshake) {
    const Answer answer = answer_in({false, false});
    EXPECT_EQ(answer.alert, std::nullopt);
    EXPECT_EQ(answer.state, State::server_certificate);
}

// --- what a server must not answer ---

// The server's hello, changed before the client sees it.
template <class Change> tests::Script server_hello_with(Change change) {
    return [change](const Content& due) -> std::vector<Content> {
        if (due.type != ContentType::handshake || HandshakeType{due.bytes[0]} != HandshakeType::server_hello)
            return {due};
        auto hello = decode<ServerHello>("ServerHello", body_of(due.bytes));
        change(hello);
        return {tests::handshake(HandshakeType::server_hello, encode(hello))};
    };
}

template <class Change> std::optional<AlertDescription> answer_to(Change change) {
    Visits visits;
    visits.visit();
    tests::ScriptedPeer peer{Role::server, visits.client, visits.server, server_hello_with(change)};
    peer.run();
    EXPECT_FALSE(peer.victim().established());
    return peer.answer();
}

TEST(ResumingServer, that_takes_another_suite_is_refused) {
    const auto answer =
        answer_to([](ServerHello& hello) { hello.cipher_suite = CipherSuite::tls_ecdhe_rsa_with_aes_256_gcm_sha384; });
    EXPECT_EQ(answer, AlertDescription::illegal_parameter);
}

TEST(ResumingServer, that_leaves_out_the_extended_master_secret_is_refused) {
    const auto answer = answer_to([](ServerHello& hello) {
        std::erase_if(*hello.extensions, [](const Extension& extension) {
            return extension.type == ExtensionType::extended_master_secret;
        });
    });
    EXPECT_EQ(answer, AlertDescription::handshake_failure);
}

// It says that it begins anew, and goes on as if it had not: the client waits for a Certificate.
TEST(ResumingServer, that_does_not_say_so_is_refused) {
    const auto answer = answer_to([](ServerHello& hello) { hello.session_id.clear(); });
    EXPECT_EQ(answer, AlertDescription::unexpected_message);
}

TEST(NewSessionTicket, that_was_not_promised_is_refused) {
    const auto answer = answer_to([](ServerHello& hello) {
        std::erase_if(*hello.extensions,
                      [](const Extension& extension) { return extension.type == ExtensionType::session_ticket; });
    });
    EXPECT_EQ(answer, AlertDescription::unexpected_message);
}

TEST(NewSessionTicket, that_is_empty_is_not_kept) {
    Visits visits;
    tests::ScriptedPeer peer{
        Role::server, visits.client, visits.server, [](const Content& due) -> std::vector<Content> {
            if (due.type != ContentType::handshake || HandshakeType{due.bytes[0]} != HandshakeType::new_session_ticket)
                return {due};
            return {tests::handshake(HandshakeType::new_session_ticket, encode(NewSessionTicket{}))};
        }};
    peer.run(); // the server's Finished covers another ticket than the client has seen
    EXPECT_EQ(peer.answer(), AlertDescription::decrypt_error);
    EXPECT_EQ(visits.session(), nullptr);
}

} // namespace
} // namespace vitrine::tls
