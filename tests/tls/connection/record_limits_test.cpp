// Shorter records than 2^14 bytes, as the hellos agree on them: RFC 6066 §4, RFC 8449.
#include "tests/support/scripted_peer.h"

#include "tls/messages/handshake_message.h"
#include "tls/record/record.h"
#include "tls/wire/codec.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::Content;
using tests::ScriptedPeer;
using tests::SeededPair;
using tests::server_config;
using Description = AlertDescription;

// The longest plaintext that each side sent, in the clear and protected.
class Longest final : public Observer {
public:
    void record(Role us, const RecordEvent& event) override {
        if (event.sender != us) return;
        std::size_t& most = event.aad.empty() ? in_the_clear : is_protected;
        most = std::max(most, event.plaintext.size());
    }
    std::size_t in_the_clear = 0, is_protected = 0;
};

struct Talk { // a handshake, then 5000 bytes each way
    Talk(const ClientConfig& client, const ServerConfig& server) : both{client, server, &by_client, &by_server} {
        both.pair.run();
        EXPECT_TRUE(both.client.established());
        send(both.client, both.server);
        send(both.server, both.client);
    }
    void send(Connection& from, Connection& to) {
        for (Bytes rest(5000, 7); !rest.empty();) {
            const std::size_t size = std::min(rest.size(), from.from_app().space().size());
            EXPECT_TRUE(tests::put(from, View{rest}.first(size)));
            rest.resize(rest.size() - size);
            both.pair.run();
            arrived += tests::take_delivered(to).size();
        }
    }

    Longest by_client, by_server;
    SeededPair both;
    std::size_t arrived = 0;
};

class FragmentLength : public testing::TestWithParam<MaxFragmentLength> {};

TEST_P(FragmentLength, holds_for_both_from_the_server_hello_on) {
    ClientConfig client = client_config();
    client.max_fragment_length = GetParam();
    const Talk talk{client, server_config()};
    const std::size_t size = size_of(GetParam());
    EXPECT_EQ(talk.arrived, 10'000U);
    EXPECT_EQ(talk.by_client.is_protected, size);
    EXPECT_EQ(talk.by_server.is_protected, size);
    EXPECT_LE(talk.by_server.in_the_clear, size);
    EXPECT_EQ(talk.both.client.agreed().record_limits.by, ExtensionType::max_fragment_length);
    EXPECT_EQ(talk.both.server.agreed().record_limits.to_receive, size);
}

INSTANTIATE_TEST_SUITE_P(Each, FragmentLength,
                         testing::Values(MaxFragmentLength::bytes_512, MaxFragmentLength::bytes_1024,
                                         MaxFragmentLength::bytes_2048, MaxFragmentLength::bytes_4096));

TEST(RecordLimits, a_server_may_pass_over_the_wish_for_short_records) {
    ClientConfig client = client_config();
    client.max_fragment_length = MaxFragmentLength::bytes_512;
    ServerConfig server = server_config();
    server.short_records = ShortRecords::ignored;
    const Talk talk{client, server};
    EXPECT_EQ(talk.by_server.is_protected, 5000U);
    EXPECT_FALSE(talk.both.client.agreed().record_limits.by.has_value());
}

TEST(RecordLimits, record_size_limit_is_each_sides_own_and_holds_for_protected_records_alone) { // RFC 8449 §4
    ClientConfig client = client_config();
    client.record_size_limit = 64;
    ServerConfig server = server_config();
    server.record_size_limit = 1000;
    const Talk talk{client, server};
    EXPECT_EQ(talk.arrived, 10'000U);
    EXPECT_EQ(talk.by_server.is_protected, 64U);
    EXPECT_EQ(talk.by_client.is_protected, 1000U);
    EXPECT_EQ(talk.by_server.in_the_clear, 64U); // GnuTLS would take no more, though the RFC says otherwise
}

TEST(RecordLimits, of_both_extensions_record_size_limit_wins) { // RFC 8449 §5
    ClientConfig client = client_config();
    client.max_fragment_length = MaxFragmentLength::bytes_512;
    client.record_size_limit = 2000;
    const Talk talk{client, server_config()};
    EXPECT_EQ(talk.by_server.is_protected, 2000U);
    EXPECT_EQ(talk.by_client.is_protected, 5000U);
    EXPECT_EQ(talk.both.client.agreed().record_limits.by, ExtensionType::record_size_limit);
}

TEST(RecordLimits, a_server_without_record_size_limit_takes_the_older_extension) {
    ClientConfig client = client_config();
    client.max_fragment_length = MaxFragmentLength::bytes_512;
    client.record_size_limit = 2000;
    ServerConfig server = server_config();
    server.record_size_limit.reset();
    const Talk talk{client, server};
    EXPECT_EQ(talk.by_server.is_protected, 512U);
}

TEST(RecordLimits, what_we_send_may_be_shorter_still) {
    ClientConfig client = client_config();
    client.max_fragment_length = MaxFragmentLength::bytes_4096;
    client.max_send_fragment = 100;
    const Talk talk{client, server_config()};
    EXPECT_EQ(talk.by_client.is_protected, 100U);
}

struct Spoilt {
    std::string name;
    Role victim;
    void (*spoil)(Extensions& extensions);
    std::string sentence; // a part of it
};

void replace(Extensions& extensions, const Extension& extension) {
    std::erase_if(extensions, [&](const Extension& other) { return other.type == extension.type; });
    extensions.push_back(extension);
}

template <class Hello> Bytes spoilt(View body, void (*spoil)(Extensions&)) {
    auto hello = decode<Hello>("Hello", body);
    spoil(*hello.extensions);
    return encode(hello);
}

class SpoiltLimit : public testing::TestWithParam<Spoilt> {};

TEST_P(SpoiltLimit, is_an_illegal_parameter) {
    ClientConfig client = client_config();
    client.max_fragment_length = MaxFragmentLength::bytes_512;
    client.record_size_limit = 2000;
    ServerConfig server = server_config();
    if (GetParam().name.starts_with("length")) server.record_size_limit.reset();
    const Role victim = GetParam().victim;
    ScriptedPeer peer{
        other(victim), client, server, [&](const Content& content) -> std::vector<Content> {
            const HandshakeType type{content.bytes[0]};
            if (content.type != ContentType::handshake) return {content};
            if (type == HandshakeType::client_hello)
                return {tests::handshake(type, spoilt<ClientHello>(body_of(content.bytes), GetParam().spoil))};
            if (type == HandshakeType::server_hello)
                return {tests::handshake(type, spoilt<ServerHello>(body_of(content.bytes), GetParam().spoil))};
            return {content};
        }};
    peer.run();
    ASSERT_NE(peer.victim().failure(), nullptr) << "it was accepted";
    EXPECT_EQ(peer.answer(), Description::illegal_parameter);
    const std::string& sentence = peer.victim().failure()->failure.sentence;
    EXPECT_NE(sentence.find(GetParam().sentence), std::string::npos) << sentence;
}

Extension length(std::uint8_t code) {
    return {ExtensionType::max_fragment_length, MaxFragmentLengthCode{MaxFragmentLength{code}}};
}
Extension limit(std::uint16_t size) { return {ExtensionType::record_size_limit, RecordSizeLimit{size}}; }

INSTANTIATE_TEST_SUITE_P(
    Over_the_wire, SpoiltLimit,
    testing::Values(
        Spoilt{"length_answer_of_another_size", Role::client, [](auto& all) { replace(all, length(2)); }, "another"},
        Spoilt{"both_answered", Role::client, [](auto& all) { replace(all, length(1)); }, "both"},
        Spoilt{"limit_answer_of_63", Role::client, [](auto& all) { replace(all, limit(63)); }, "smaller than 64"},
        Spoilt{"limit_of_63", Role::server, [](auto& all) { replace(all, limit(63)); }, "smaller than 64"},
        Spoilt{"length_0", Role::server, [](auto& all) { replace(all, length(0)); }, "none of the four"},
        Spoilt{"length_5", Role::server, [](auto& all) { replace(all, length(5)); }, "none of the four"}),
    [](const auto& test) { return std::string{name_of(test.param.victim)} + "_refuses_" + test.param.name; });

TEST(RecordLimits, a_greater_limit_than_tls_has_is_taken_for_none) { // RFC 8449 §4: of a peer that knows more versions
    ClientConfig client = client_config();
    client.record_size_limit = 2000;
    ScriptedPeer peer{
        Role::server, client, server_config(), [&](const Content& content) -> std::vector<Content> {
            if (content.type != ContentType::handshake || content.bytes[0] != 2) return {content};
            const auto raise = [](Extensions& all) { replace(all, limit(65'535)); };
            return {tests::handshake(HandshakeType::server_hello, spoilt<ServerHello>(body_of(content.bytes), raise))};
        }};
    ASSERT_TRUE(peer.run_until(State::server_certificate)); // the transcripts differ now: it will not be established
    EXPECT_EQ(peer.victim().agreed().record_limits.to_send, max_plaintext);
}

// After the handshake, one record of application data of so many bytes; the victim's answer, if any.
std::optional<Description> answer_to(Role victim, const ClientConfig& client, const ServerConfig& server,
                                     std::size_t size) {
    ScriptedPeer peer{other(victim), client, server};
    peer.run();
    EXPECT_TRUE(peer.victim().established());
    peer.say({ContentType::application_data, Bytes(size, 1)});
    peer.run();
    return peer.answer();
}

TEST(RecordLimits, one_byte_more_than_agreed_is_a_record_overflow) {
    ClientConfig by_length = client_config(), by_limit = client_config();
    by_length.max_fragment_length = MaxFragmentLength::bytes_512;
    by_limit.record_size_limit = 100;
    ServerConfig server = server_config();
    server.record_size_limit = 200;
    for (const Role victim : {Role::client, Role::server}) {
        EXPECT_EQ(answer_to(victim, by_length, server, 512), std::nullopt);
        EXPECT_EQ(answer_to(victim, by_length, server, 513), Description::record_overflow);
        const std::size_t ours = victim == Role::client ? 100 : 200;
        EXPECT_EQ(answer_to(victim, by_limit, server, ours), std::nullopt);
        EXPECT_EQ(answer_to(victim, by_limit, server, ours + 1), Description::record_overflow);
    }
}

TEST(RecordLimits, record_size_limit_is_not_held_against_records_in_the_clear) { // RFC 8449 §4
    ClientConfig client = client_config();
    client.record_size_limit = 64;
    ScriptedPeer peer{Role::server, client, server_config()};
    ASSERT_TRUE(peer.run_until(State::server_certificate));
    peer.say(tests::handshake(HandshakeType::certificate, Bytes(509, 0)));
    peer.run();
    EXPECT_EQ(peer.answer(), Description::decode_error);
}

TEST(RecordLimits, max_fragment_length_is_held_against_records_in_the_clear_too) {
    ClientConfig client = client_config();
    client.max_fragment_length = MaxFragmentLength::bytes_512;
    ScriptedPeer peer{Role::server, client, server_config()};
    ASSERT_TRUE(peer.run_until(State::server_certificate));
    peer.say(tests::handshake(HandshakeType::certificate, Bytes(509, 0)));
    peer.run();
    EXPECT_EQ(peer.answer(), Description::record_overflow);
}

} // namespace
} // namespace vitrine::tls
