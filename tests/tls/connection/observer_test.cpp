// What an observer is told: every record, every message, every alert, in their order, and nothing twice.
#include "tests/support/scripted_peer.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::SeededPair;
using tests::server_config;

class Ledger final : public Observer {
public:
    void record(Role us, const RecordEvent& event) override {
        ++(event.sender == us ? records_sent : records_heard);
        if (event.type == ContentType::handshake)
            append(handshake_content[event.sender == Role::client], event.plaintext);
        if (event.type == ContentType::application_data) append(data, event.plaintext);
    }
    void message(Role, const MessageEvent& event) override {
        messages.emplace_back(event.sender, to_bytes(event.bytes));
        if (event.type == ContentType::handshake) append(handshake_messages[event.sender == Role::client], event.bytes);
    }
    void moved(Role, const Edge&) override { ++moves; }
    void alert(Role, const AlertEvent& event) override { alerts.emplace_back(event.sender, event.description); }
    void secret(Role, std::string_view, View, View) override { ++secrets; }

    std::uint64_t records_sent = 0, records_heard = 0;
    std::array<Bytes, 2> handshake_content, handshake_messages; // of the server, of the client
    Bytes data;
    std::vector<std::pair<Role, Bytes>> messages;
    std::vector<std::pair<Role, AlertDescription>> alerts;
    std::size_t moves = 0, secrets = 0;
};

class Observed : public testing::Test {
protected:
    Observed() {
        both.pair.run();
        EXPECT_TRUE(tests::put(both.client, as_bytes("to the server")));
        both.pair.run();
        (void)tests::take_delivered(both.server);
        both.client.close();
        both.pair.run();
    }

    Ledger of_client, of_server;
    SeededPair both{client_config(), server_config(), &of_client, &of_server};
};

TEST_F(Observed, every_record_is_told_once_by_either_side) {
    EXPECT_EQ(of_client.records_sent, both.client.records_written());
    EXPECT_EQ(of_client.records_heard, both.client.records_read());
    EXPECT_EQ(of_server.records_sent, both.server.records_written());
    EXPECT_EQ(of_server.records_heard, both.server.records_read());
    EXPECT_EQ(of_client.records_sent, of_server.records_heard);
    EXPECT_EQ(of_server.records_sent, of_client.records_heard);
}

TEST_F(Observed, the_messages_told_are_the_content_of_the_handshake_records) {
    for (const Ledger* ledger : {&of_client, &of_server})
        EXPECT_EQ(ledger->handshake_content, ledger->handshake_messages);
}

TEST_F(Observed, both_sides_are_told_the_same_messages_alerts_and_data) {
    EXPECT_EQ(of_client.messages, of_server.messages);
    EXPECT_EQ(of_client.messages.size(), of_client.moves);
    EXPECT_EQ(of_client.alerts, of_server.alerts);
    EXPECT_EQ(of_client.alerts.size(), 2U); // close_notify from either side
    EXPECT_EQ(as_text(of_client.data), "to the server");
    EXPECT_EQ(as_text(of_server.data), "to the server");
}

TEST_F(Observed, the_secret_is_told_once_and_only_to_an_observer) { EXPECT_EQ(of_client.secrets, 1U); }

TEST(Observer, is_told_of_a_hello_request_though_the_handshake_ignores_it) { // RFC 5246 §7.4.1.1
    tests::ScriptedPeer peer{Role::server, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::server_certificate));
    const std::size_t before = peer.memory().handshake_messages.size();
    peer.say(tests::handshake(HandshakeType::hello_request, {}));
    ASSERT_TRUE(peer.victim().step());
    EXPECT_EQ(peer.memory().handshake_messages.size(), before + 1);
}

} // namespace
} // namespace vitrine::tls
