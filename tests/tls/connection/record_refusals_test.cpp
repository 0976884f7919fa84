// Refusals on the level of records, alerts and ChangeCipherSpec, provoked over the wire.
#include "tests/support/scripted_peer.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::Content;
using tests::ScriptedPeer;
using tests::server_config;
using Description = AlertDescription;

// What happens on the level of records and alerts, once everything is established.
struct Mischief {
    std::string name;
    std::vector<Content> said;
    Description alert;
};

class Mischievous : public testing::TestWithParam<Mischief> {};

TEST_P(Mischievous, is_refused_after_the_handshake) {
    ScriptedPeer peer{Role::server, client_config(), server_config()};
    peer.run();
    for (const Content& content : GetParam().said) peer.say(content);
    peer.run();
    ASSERT_NE(peer.victim().failure(), nullptr) << "it was accepted";
    EXPECT_EQ(peer.answer(), GetParam().alert) << peer.victim().failure()->failure.sentence;
}

const Content warning = tests::alert(AlertLevel::warning, Description::user_canceled);
const Content half_a_message{ContentType::handshake, {20, 0, 0, 12, 1, 2}};

INSTANTIATE_TEST_SUITE_P(
    Peer, Mischievous,
    testing::Values(
        Mischief{"five_warnings", std::vector<Content>(5, warning), Description::unexpected_message}, // CVE-2016-8610
        Mischief{"33_empty_records", std::vector<Content>(33, {ContentType::application_data, {}}),
                 Description::unexpected_message},
        Mischief{"alert_of_one_byte", {{ContentType::alert, {1}}}, Description::decode_error},
        Mischief{"alert_of_three_bytes", {{ContentType::alert, {1, 90, 0}}}, Description::decode_error},
        Mischief{"alert_of_unknown_level", {{ContentType::alert, {3, 90}}}, Description::illegal_parameter},
        Mischief{"close_notify_of_unknown_level", {{ContentType::alert, {3, 0}}}, Description::illegal_parameter},
        Mischief{"alert_inside_a_message", {half_a_message, warning}, Description::unexpected_message},
        Mischief{"data_inside_a_message",
                 {half_a_message, {ContentType::application_data, {1}}},
                 Description::unexpected_message},
        Mischief{"an_empty_handshake_record", {{ContentType::handshake, {}}}, Description::unexpected_message},
        Mischief{"an_empty_alert", {{ContentType::alert, {}}}, Description::unexpected_message}),
    [](const auto& test) { return test.param.name; });

TEST(RefusedRecords, a_change_cipher_spec_inside_a_handshake_message_is_unexpected) { // CVE-2014-0224's relatives
    ScriptedPeer peer{Role::client, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::client_change_cipher_spec));
    peer.say(half_a_message);
    peer.say({ContentType::change_cipher_spec, {1}});
    peer.run();
    EXPECT_EQ(peer.answer(), Description::unexpected_message);
}

TEST(RefusedRecords, a_change_cipher_spec_with_another_value_is_an_illegal_parameter) { // RFC 5246 §7.1
    ScriptedPeer peer{Role::client, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::client_change_cipher_spec));
    peer.say({ContentType::change_cipher_spec, {2}});
    peer.run();
    EXPECT_EQ(peer.answer(), Description::illegal_parameter);
}

TEST(RefusedRecords, a_change_cipher_spec_of_two_bytes_is_a_decode_error) {
    ScriptedPeer peer{Role::client, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::client_change_cipher_spec));
    peer.say({ContentType::change_cipher_spec, {1, 1}});
    peer.run();
    EXPECT_EQ(peer.answer(), Description::decode_error);
}

TEST(RefusedRecords, a_message_that_announces_16_mebibytes_is_refused_before_it_arrives) {
    ScriptedPeer peer{Role::client, client_config(), server_config()};
    peer.say({ContentType::handshake, {1, 0xff, 0xff, 0xff}});
    while (peer.victim().step()) {
    }
    ASSERT_NE(peer.victim().failure(), nullptr);
    EXPECT_EQ(peer.victim().failure()->records, 1U);
}

TEST(RefusedRecords, a_finished_is_not_taken_in_the_clear) {
    ScriptedPeer peer{Role::client, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::client_change_cipher_spec));
    peer.say(tests::handshake(HandshakeType::finished, Bytes(12, 0)));
    peer.run();
    EXPECT_EQ(peer.answer(), Description::unexpected_message);
}

} // namespace
} // namespace vitrine::tls
