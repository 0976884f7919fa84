// How a connection ends: by close_notify, by a cut, or by a fault (RFC 5246 §7.2.1, §7.2.2).
#include "tests/support/scripted_peer.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::ScriptedPeer;
using tests::SeededPair;
using tests::server_config;

TEST(Closing, close_notify_is_answered_and_both_ends_end_clean) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    both.client.close();
    both.pair.run();
    EXPECT_EQ(both.server.ending(), Ending::clean);
    EXPECT_EQ(both.client.ending(), Ending::clean);
}

TEST(Closing, what_was_committed_before_close_arrives_before_it) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    ASSERT_TRUE(tests::put(both.client, as_bytes("last words")));
    both.client.close();
    both.pair.run();
    EXPECT_EQ(as_text(tests::take_delivered(both.server)), "last words");
    EXPECT_EQ(both.server.ending(), Ending::open); // the close_notify waits behind the data
    both.pair.run();
    EXPECT_EQ(both.server.ending(), Ending::clean);
}

TEST(Closing, after_close_nothing_can_be_written_but_what_arrives_can_be_read) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    ASSERT_TRUE(tests::put(both.server, as_bytes("on its way")));
    while (both.server.step()) {
    }
    both.client.close();
    EXPECT_TRUE(both.client.from_app().space().empty());
    both.pair.run();
    EXPECT_EQ(as_text(tests::take_delivered(both.client)), "on its way");
}

TEST(Closing, a_stream_that_ends_without_close_notify_is_truncated) { // the truncation attack
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    peer.run();
    ASSERT_TRUE(peer.victim().established());
    peer.hang_up();
    peer.run();
    EXPECT_EQ(peer.victim().ending(), Ending::truncated);
}

TEST(Closing, a_stream_that_ends_inside_a_record_is_truncated) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    ASSERT_TRUE(tests::put(both.server, as_bytes("cut in the middle")));
    ASSERT_TRUE(both.server.step());
    const View record = both.server.to_peer().data();
    const MutableView space = both.client.from_peer().space();
    std::copy_n(record.begin(), record.size() - 1, space.begin());
    both.client.from_peer().commit(record.size() - 1);
    both.client.from_peer().commit(0);
    while (both.client.step()) {
    }
    EXPECT_TRUE(both.client.to_app().data().empty());
    EXPECT_EQ(both.client.ending(), Ending::truncated);
}

TEST(Closing, a_stream_that_ends_behind_close_notify_is_clean) {
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    peer.run();
    peer.say(tests::alert(AlertLevel::warning, AlertDescription::close_notify));
    peer.hang_up();
    peer.run();
    EXPECT_EQ(peer.victim().ending(), Ending::clean);
}

TEST(Closing, data_behind_close_notify_is_ignored) { // RFC 5246 §7.2.1
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    peer.run();
    peer.say(tests::alert(AlertLevel::warning, AlertDescription::close_notify));
    peer.say({ContentType::application_data, to_bytes(as_bytes("too late"))});
    peer.run();
    EXPECT_EQ(peer.victim().ending(), Ending::clean);
    EXPECT_TRUE(peer.victim().to_app().data().empty());
}

TEST(Closing, a_stream_that_ends_in_the_handshake_is_truncated) {
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::server_hello));
    peer.hang_up();
    peer.run();
    EXPECT_EQ(peer.victim().ending(), Ending::truncated);
    EXPECT_FALSE(peer.victim().established());
}

TEST(Closing, a_fatal_alert_of_the_peer_ends_the_connection_and_is_not_answered) {
    ScriptedPeer peer{Role::client, client_config(), server_config()};
    peer.run();
    peer.say(tests::alert(AlertLevel::fatal, AlertDescription::internal_error));
    peer.run();
    ASSERT_NE(peer.victim().failure(), nullptr);
    EXPECT_TRUE(peer.victim().failure()->sent_by_peer);
    EXPECT_EQ(peer.victim().failure()->failure.alert, AlertDescription::internal_error);
    EXPECT_EQ(peer.answer(), std::nullopt);
}

TEST(Closing, one_failure_gives_one_alert_and_nothing_after_it) {
    ScriptedPeer peer{Role::client, client_config(), server_config()};
    peer.run();
    for (int i = 0; i < 3; ++i) peer.say({ContentType::change_cipher_spec, {1}});
    peer.run();
    EXPECT_EQ(peer.memory().alerts_sent.size(), 1U);
    EXPECT_EQ(peer.victim().step().kind, Step::Kind::waiting);
    EXPECT_TRUE(peer.victim().from_app().space().empty());
}

TEST(Closing, an_application_can_end_a_connection_with_an_alert_of_its_own) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    both.client.abort(AlertDescription::user_canceled, "the user pressed stop");
    both.pair.run();
    ASSERT_NE(both.server.failure(), nullptr);
    EXPECT_EQ(both.server.failure()->failure.alert, AlertDescription::user_canceled);
    EXPECT_EQ(both.client.ending(), Ending::failed);
}

TEST(Closing, the_first_reason_of_a_failure_stays_the_reason) {
    ScriptedPeer peer{Role::client, client_config(), server_config()};
    peer.run();
    peer.say({ContentType::change_cipher_spec, {1}});
    peer.run();
    peer.victim().abort(AlertDescription::user_canceled, "too late");
    ASSERT_NE(peer.victim().failure(), nullptr);
    EXPECT_EQ(peer.victim().failure()->failure.alert, AlertDescription::unexpected_message);
    EXPECT_EQ(peer.memory().alerts_sent.size(), 1U);
}

TEST(Closing, a_truncated_stream_is_not_turned_into_anything_else) {
    ScriptedPeer peer{Role::client, client_config(), server_config()};
    peer.run();
    peer.hang_up();
    peer.run();
    peer.victim().abort(AlertDescription::user_canceled, "too late");
    EXPECT_EQ(peer.victim().ending(), Ending::truncated);
}

TEST(Closing, nothing_follows_our_close_notify_even_if_the_peer_asks_for_renegotiation) { // RFC 5246 §7.2.1
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    peer.run();
    peer.victim().close();
    ASSERT_TRUE(peer.victim().step());
    const auto written = peer.victim().records_written();
    peer.say(tests::handshake(HandshakeType::hello_request, {}));
    while (peer.victim().step()) {
    }
    EXPECT_EQ(peer.victim().records_written(), written);
}

TEST(Closing, not_even_an_alert_follows_our_close_notify) { // RFC 5246 §7.2.1
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    peer.run();
    peer.victim().close();
    ASSERT_TRUE(peer.victim().step());
    const auto written = peer.victim().records_written();
    peer.say({ContentType::change_cipher_spec, {1}});
    while (peer.victim().step()) {
    }
    EXPECT_EQ(peer.victim().ending(), Ending::failed);
    EXPECT_EQ(peer.victim().records_written(), written);
}

TEST(Closing, what_is_committed_behind_our_close_notify_is_not_sent) { // RFC 5246 §7.2.1
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    ASSERT_FALSE(both.client.from_app().space().empty());
    both.client.close();
    ASSERT_TRUE(both.client.step());
    const auto written = both.client.records_written();
    both.client.from_app().commit(5);
    while (both.client.step()) {
    }
    EXPECT_EQ(both.client.records_written(), written);
}

TEST(Closing, a_handshake_that_we_called_off_moves_no_further_whatever_the_peer_says) {
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::certificate_request_or_server_hello_done));
    peer.victim().close();
    const tests::Content done = tests::handshake(HandshakeType::server_hello_done, {});
    tests::Content twice = done; // the second of them waits in our hands when the turn is ours
    append(twice.bytes, done.bytes);
    peer.say(twice);
    for (int i = 0; i < 4; ++i) peer.say(done);
    while (peer.victim().step()) {
    }
    EXPECT_EQ(peer.victim().state(), State::client_key_exchange); // ours to send, and never sent
    EXPECT_EQ(peer.victim().records_written(), 2U);               // ClientHello and close_notify
    EXPECT_EQ(peer.victim().ending(), Ending::open);
    EXPECT_EQ(peer.victim().failure(), nullptr);
}

TEST(Closing, in_a_handshake_that_we_called_off_the_peers_close_notify_is_still_heard) {
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::certificate_request_or_server_hello_done));
    peer.victim().close();
    peer.run();
    EXPECT_EQ(peer.victim().ending(), Ending::clean);
    EXPECT_FALSE(peer.victim().established());
}

TEST(Closing, an_alert_is_never_cut_into_pieces) {
    ClientConfig client = client_config();
    client.max_send_fragment = 1;
    SeededPair both{client, server_config()};
    both.pair.run();
    ASSERT_TRUE(both.client.established());
    both.client.close();
    both.pair.run();
    EXPECT_EQ(both.server.ending(), Ending::clean);
}

} // namespace
} // namespace vitrine::tls
