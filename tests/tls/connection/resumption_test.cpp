// Connections that take up an earlier one: by a ticket (RFC 5077), by a session ID (RFC 5246 §7.3).
#include "tests/support/visits.h"
#include "tls/lab/memory.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using namespace std::chrono_literals;
using tests::identity;
using tests::Visits;

// Both ends are established, and say the same of how.
Resumption resumption_of(const Pair& pair) {
    EXPECT_TRUE(pair.client.established()) << (pair.client.failure() ? pair.client.failure()->failure.what() : "");
    EXPECT_TRUE(pair.server.established());
    EXPECT_EQ(pair.client.agreed().resumption, pair.server.agreed().resumption);
    return pair.server.agreed().resumption;
}

// Signs by another identity's key.
class BorrowedSigner final : public Signer {
public:
    explicit BorrowedSigner(const Identity& identity) : identity_(identity) {}
    Bytes sign(crypto::SignatureAlgorithm algorithm, View message, crypto::RandomSource& random) const override {
        return identity_.signer().sign(algorithm, message, random);
    }

private:
    Identity identity_;
};

std::vector<HandshakeType> types_of(const Memory& memory) {
    std::vector<HandshakeType> types;
    for (const Bytes& message : memory.handshake_messages) types.push_back(HandshakeType{message[0]});
    return types;
}

std::string name_of_test(const testing::TestParamInfo<Resumption>& info) {
    return info.param == Resumption::ticket ? "ticket" : "session_id";
}

class BothWays : public testing::TestWithParam<Resumption> {
protected:
    BothWays() { visits.client.use_tickets = GetParam() == Resumption::ticket; }
    Visits visits;
};

INSTANTIATE_TEST_SUITE_P(Resumption, BothWays, testing::Values(Resumption::ticket, Resumption::session_id),
                         name_of_test);

TEST_P(BothWays, begins_with_a_full_handshake_and_goes_on_with_abbreviated_ones) {
    EXPECT_EQ(resumption_of(*visits.visit()), Resumption::none);
    for (int i = 0; i < 3; ++i) {
        Memory memory;
        const auto pair = visits.visit(&memory);
        EXPECT_EQ(resumption_of(*pair), GetParam());
        const std::vector<HandshakeType> types = types_of(memory);
        ASSERT_EQ(types.size(), GetParam() == Resumption::ticket ? 5U : 4U);
        EXPECT_EQ(types[0], HandshakeType::client_hello);
        EXPECT_EQ(types[1], HandshakeType::server_hello);
        EXPECT_EQ(types.back(), HandshakeType::finished);
    }
}

TEST_P(BothWays, has_the_master_secret_of_before_under_fresh_randoms) {
    Memory first, second, server;
    visits.visit(&first);
    visits.visit(&second, &server);
    EXPECT_EQ(first.master_secret, second.master_secret);
    EXPECT_EQ(second.master_secret, server.master_secret);
    EXPECT_NE(first.randoms.client, second.randoms.client);
    EXPECT_NE(first.randoms.server, second.randoms.server);
}

TEST_P(BothWays, carries_data_both_ways) {
    visits.visit();
    const auto pair = visits.visit();
    ASSERT_TRUE(tests::put(pair->client, as_bytes("a question")));
    ASSERT_TRUE(tests::put(pair->server, as_bytes("an answer")));
    pair->run();
    EXPECT_EQ(as_text(tests::take_delivered(pair->server)), "a question");
    EXPECT_EQ(as_text(tests::take_delivered(pair->client)), "an answer");
}

TEST_P(BothWays, knows_the_peer_of_before_and_trusts_it_still) {
    visits.visit();
    const auto pair = visits.visit();
    ASSERT_EQ(resumption_of(*pair), GetParam());
    ASSERT_FALSE(pair->client.peer_certificates().empty());
    EXPECT_EQ(pair->client.peer_certificates()[0].subject().text(),
              identity("server_rsa").certificate().subject().text());
    ASSERT_NE(pair->client.peer_verdict(), nullptr);
    EXPECT_TRUE(pair->client.peer_verdict()->trusted);
    EXPECT_FALSE(pair->client.agreed().group);
    EXPECT_FALSE(pair->client.agreed().signature_scheme);
    EXPECT_TRUE(pair->client.agreed().extended_master_secret);
    EXPECT_EQ(pair->server.agreed().server_name, "localhost");
}

TEST_P(BothWays, knows_the_client_by_the_certificate_of_before) {
    visits.server.client_authentication = ClientAuthentication::required;
    visits.client.identity.emplace(identity("client_rsa"));
    visits.visit();
    const auto pair = visits.visit();
    ASSERT_EQ(resumption_of(*pair), GetParam());
    ASSERT_FALSE(pair->server.peer_certificates().empty());
    EXPECT_EQ(pair->server.peer_certificates()[0].subject().text(),
              identity("client_rsa").certificate().subject().text());
    EXPECT_TRUE(pair->server.peer_verdict()->trusted);
}

// Renewing does not make a session younger: else it could live for ever.
TEST_P(BothWays, ends_with_the_lifetime_counted_from_the_full_handshake) {
    visits.visit();
    visits.wait(200s);
    EXPECT_EQ(resumption_of(*visits.visit()), GetParam());
    visits.wait(99s);
    EXPECT_EQ(resumption_of(*visits.visit()), GetParam());
    visits.wait(1s);
    EXPECT_EQ(resumption_of(*visits.visit()), Resumption::none);
}

TEST_P(BothWays, has_the_same_names_for_the_connection_at_both_ends_and_not_those_of_before) {
    visits.client.export_keying_material = visits.server.export_keying_material = true;
    const auto first = visits.visit(), second = visits.visit();
    for (const ChannelBinding type :
         {ChannelBinding::tls_unique, ChannelBinding::tls_server_end_point, ChannelBinding::tls_exporter}) {
        Bytes at_client, at_server, before;
        EXPECT_EQ(second->client.channel_binding(type, at_client), "");
        EXPECT_EQ(second->server.channel_binding(type, at_server), "");
        EXPECT_EQ(first->client.channel_binding(type, before), "");
        EXPECT_EQ(at_client, at_server) << name_of(type);
        EXPECT_EQ(at_client == before, type == ChannelBinding::tls_server_end_point) << name_of(type);
    }
}

TEST_P(BothWays, takes_the_protocol_that_is_chosen_again) {
    visits.client.preferences.alpn_protocols = {"h2", "http/1.1"};
    visits.server.preferences.alpn_protocols = {"h2"};
    visits.visit();
    const auto pair = visits.visit();
    EXPECT_EQ(resumption_of(*pair), GetParam());
    EXPECT_EQ(pair->client.agreed().alpn_protocol, "h2");
}

TEST(Resumption, renews_the_ticket_with_what_is_left_of_its_lifetime) {
    Visits visits;
    visits.visit();
    const Bytes first = visits.session()->ticket;
    EXPECT_EQ(visits.session()->lifetime, 300s);
    visits.wait(100s);
    visits.visit();
    EXPECT_NE(visits.session()->ticket, first);
    EXPECT_EQ(visits.session()->lifetime, 300s); // from the full handshake on
    visits.wait(199s);
    EXPECT_NE(visits.session(), nullptr);
    visits.wait(1s);
    EXPECT_EQ(visits.session(), nullptr);
}

TEST(Resumption, of_a_session_that_ends_during_the_handshake_gives_an_empty_ticket) {
    Visits visits;
    visits.visit();
    visits.wait(299s);
    Memory memory;
    visits.client_end.observer = &memory;
    Pair pair{std::make_shared<const ClientConfig>(visits.client), visits.client_end.environment(),
              std::make_shared<const ServerConfig>(visits.server), visits.server_end.environment()};
    while (pair.server.state() != State::new_session_ticket && pair.step()) {
    }
    visits.wait(1s);
    pair.run();
    EXPECT_EQ(resumption_of(pair), Resumption::ticket);
    const auto ticket = std::ranges::find_if(memory.handshake_messages, [](const Bytes& message) {
        return HandshakeType{message[0]} == HandshakeType::new_session_ticket;
    });
    ASSERT_NE(ticket, memory.handshake_messages.end());
    EXPECT_EQ(to_hex(*ticket), "04000006000000000000"); // no lifetime, no ticket
}

TEST(Resumption, works_with_another_server_that_shares_the_ticket_keys) {
    Visits visits;
    Bytes key(TicketKeys::file_key_size, 7);
    visits.server.tickets = std::make_shared<TicketKeys>(key);
    visits.visit();
    visits.server.tickets = std::make_shared<TicketKeys>(key);
    visits.server.sessions.reset();
    EXPECT_EQ(resumption_of(*visits.visit()), Resumption::ticket);
}

TEST(Resumption, is_not_offered_to_a_server_without_a_place_for_it) {
    Visits visits;
    visits.server.sessions.reset();
    visits.server.tickets.reset();
    EXPECT_EQ(resumption_of(*visits.visit()), Resumption::none);
    EXPECT_EQ(visits.session(), nullptr);
    EXPECT_EQ(resumption_of(*visits.visit()), Resumption::none);
}

TEST(Resumption, of_a_session_too_large_for_a_ticket_is_left_by_an_empty_one) {
    Visits visits;
    visits.server.client_authentication = ClientAuthentication::optional;
    const Identity own = identity("client_rsa");
    std::vector<x509::Certificate> chain{own.chain().begin(), own.chain().end()};
    while (chain.size() < 10) chain.push_back(identity("server_rsa").certificate());
    visits.client.identity.emplace(chain, std::make_shared<const BorrowedSigner>(own));
    EXPECT_EQ(resumption_of(*visits.visit()), Resumption::none);
    EXPECT_EQ(visits.session(), nullptr);
    EXPECT_EQ(resumption_of(*visits.visit()), Resumption::none);
}

} // namespace
} // namespace vitrine::tls
