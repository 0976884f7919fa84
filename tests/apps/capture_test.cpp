// Capture files to conversations: which connection a packet belongs to, who its client is, and what is missing.
#include "apps/capture.h"
#include "tests/apps/packets_for_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps::test {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tls::Role;

// The beginning of a record with a ClientHello.
constexpr std::string_view hello{"\x16\x03\x01\x00\x80\x01\x00\x00\x7c\x03\x03", 11};

constexpr Sent client_syn{.sequence_number = 99, .flags = syn};
constexpr Sent server_syn{
    .from_client = false, .sequence_number = 499, .flags = syn | ack, .acknowledgment_number = 100};

Capture read(const std::vector<Sent>& sent) { return read_capture(capture_of(sent)); }

// "client: ab, server: cd"
std::string said_in(const Conversation& conversation) {
    std::string all;
    for (const Chunk& chunk : conversation.chunks)
        all += (all.empty() ? "" : ", ") + std::string{chunk.sender == Role::client ? "client: " : "server: "} +
               std::string{as_text(chunk.bytes)};
    return all;
}

std::string why_refused(View file) {
    try {
        read_capture(file);
        return "not refused";
    } catch (const CaptureError& error) {
        return error.what();
    }
}

} // namespace

TEST(Capture, a_connection_is_both_directions_in_the_order_of_their_packets) {
    const Capture capture = read({client_syn,
                                  server_syn,
                                  {.sequence_number = 100, .data = "ab"},
                                  {.from_client = false, .sequence_number = 500, .data = "cd"},
                                  {.sequence_number = 102, .data = "ef"}});
    ASSERT_EQ(capture.conversations.size(), 1U);
    const Conversation& conversation = capture.conversations[0];
    EXPECT_EQ(conversation.client, "10.0.0.1:50000");
    EXPECT_EQ(conversation.server, "10.0.0.2:443");
    EXPECT_EQ(said_in(conversation), "client: ab, server: cd, client: ef");
    EXPECT_EQ(conversation.chunks[1].packet, 4U);
    EXPECT_EQ(conversation.chunks[1].time.time_since_epoch(), std::chrono::seconds{1003});
    EXPECT_THAT(conversation.troubles, IsEmpty());
    EXPECT_THAT(capture.troubles, IsEmpty());
}

TEST(Capture, who_sent_the_syn_is_the_client_even_if_the_server_speaks_first) {
    const Capture capture =
        read({client_syn, server_syn, {.from_client = false, .sequence_number = 500, .data = "220"}});
    EXPECT_EQ(said_in(capture.conversations.at(0)), "server: 220");
}

TEST(Capture, the_answer_to_a_syn_that_was_missed_names_the_client) {
    const Capture capture = read({server_syn, {.from_client = false, .sequence_number = 500, .data = "220"}});
    EXPECT_EQ(capture.conversations.at(0).client, "10.0.0.1:50000");
    EXPECT_EQ(said_in(capture.conversations.at(0)), "server: 220");
}

TEST(Capture, without_a_syn_who_sent_the_client_hello_is_the_client) {
    const Capture capture =
        read({{.from_client = false, .sequence_number = 7, .data = hello, .acknowledgment_number = 100},
              {.sequence_number = 100, .data = "ab", .acknowledgment_number = 18}});
    EXPECT_EQ(capture.conversations.at(0).client, "10.0.0.2:443");
    EXPECT_THAT(capture.conversations[0].troubles, ElementsAre(HasSubstr("the beginning of the connection")));
}

TEST(Capture, without_syn_and_client_hello_the_lower_port_is_the_servers_and_that_is_called_a_guess) {
    const Capture capture = read({{.from_client = false, .sequence_number = 7, .data = "ab"}});
    EXPECT_EQ(capture.conversations.at(0).server, "10.0.0.2:443");
    EXPECT_THAT(capture.conversations[0].troubles, ElementsAre(HasSubstr("a guess")));
}

TEST(Capture, who_sent_the_client_hello_is_the_client_although_the_other_opened_the_connection) {
    const Capture capture =
        read({client_syn, server_syn, {.from_client = false, .sequence_number = 500, .data = hello}});
    EXPECT_EQ(capture.conversations.at(0).client, "10.0.0.2:443");
    EXPECT_THAT(capture.conversations[0].troubles, ElementsAre(HasSubstr("not the one who opened")));
}

TEST(Capture, without_a_syn_bytes_that_come_late_are_still_put_in_order) {
    const Capture capture = read({{.from_client = false, .flags = ack, .acknowledgment_number = 100},
                                  {.sequence_number = 102, .data = "cd"},
                                  {.sequence_number = 100, .data = "ab"}});
    EXPECT_EQ(said_in(capture.conversations.at(0)), "client: abcd"); // the ACK said where the client goes on
}

TEST(Capture, data_in_a_syn_is_the_first) { // RFC 7413
    const Capture capture =
        read({{.sequence_number = 99, .data = "ab", .flags = syn}, {.sequence_number = 102, .data = "cd"}});
    EXPECT_EQ(said_in(capture.conversations.at(0)), "client: ab, client: cd");
}

TEST(Capture, several_connections_are_kept_apart_in_the_order_of_their_first_packets) {
    constexpr std::uint16_t first_port = 50001, second_port = 50002;
    std::vector<Bytes> frames;
    for (const std::uint16_t port : {first_port, second_port})
        frames.push_back(ipv4(tcp({.sequence_number = 99, .flags = syn}, port)));
    for (const std::uint16_t port : {second_port, first_port})
        frames.push_back(ipv4(tcp({.sequence_number = 100, .data = port == first_port ? "first" : "second"}, port)));
    const Capture capture = read_capture(pcap_file(DLT_RAW, frames));
    ASSERT_EQ(capture.conversations.size(), 2U);
    EXPECT_EQ(said_in(capture.conversations[0]), "client: first");
    EXPECT_EQ(said_in(capture.conversations[1]), "client: second");
}

TEST(Capture, the_same_ports_used_again_are_another_connection) {
    const Capture capture = read({client_syn,
                                  {.sequence_number = 100, .data = "ab", .flags = ack | fin},
                                  {.sequence_number = 99, .flags = syn}, // even with the same number, after a FIN
                                  {.sequence_number = 100, .data = "bc", .flags = ack},
                                  {.sequence_number = 90'000, .flags = syn}, // or with another, after none
                                  {.sequence_number = 90'001, .data = "cd"}});
    ASSERT_EQ(capture.conversations.size(), 3U);
    EXPECT_EQ(said_in(capture.conversations[0]), "client: ab");
    EXPECT_EQ(said_in(capture.conversations[1]), "client: bc");
    EXPECT_EQ(said_in(capture.conversations[2]), "client: cd");
}

TEST(Capture, a_syn_that_is_sent_again_begins_nothing_new) {
    const Capture capture =
        read({client_syn, client_syn, server_syn, {.sequence_number = 100, .data = "ab"}, server_syn});
    ASSERT_EQ(capture.conversations.size(), 1U);
    EXPECT_EQ(said_in(capture.conversations[0]), "client: ab");
}

TEST(Capture, packets_seen_on_two_interfaces_count_once) {
    const Sent data{.sequence_number = 100, .data = "ab"};
    const Capture capture = read({client_syn, client_syn, data, data});
    EXPECT_EQ(said_in(capture.conversations.at(0)), "client: ab");
    EXPECT_THAT(capture.conversations[0].troubles, IsEmpty());
}

TEST(Capture, a_connection_without_data_is_no_conversation) {
    EXPECT_THAT(read({client_syn, server_syn, {.sequence_number = 100, .flags = ack | fin}}).conversations, IsEmpty());
}

TEST(Capture, what_a_lost_packet_held_is_named_with_the_end_that_sent_it) {
    const Capture capture = read({client_syn,
                                  server_syn,
                                  {.from_client = false, .sequence_number = 500, .data = "ab"},
                                  {.from_client = false, .sequence_number = 505, .data = "fg"}});
    EXPECT_EQ(said_in(capture.conversations.at(0)), "server: ab");
    EXPECT_THAT(capture.conversations[0].troubles,
                ElementsAre(HasSubstr("the server sent 3 bytes behind its byte 2 that the capture does not hold")));
}

TEST(Capture, a_reset_is_said_and_its_payload_is_no_data) {
    const Capture capture = read({client_syn,
                                  {.sequence_number = 100, .data = "ab"},
                                  {.from_client = false, .sequence_number = 500, .data = "no", .flags = rst | ack}});
    EXPECT_EQ(said_in(capture.conversations.at(0)), "client: ab");
    EXPECT_THAT(capture.conversations[0].troubles, ElementsAre("10.0.0.2:443 reset the connection (packet 3)"));
}

TEST(Capture, packets_cut_short_by_the_capture_are_said) {
    std::vector<Bytes> frames{ipv4(tcp(client_syn)), ipv4(tcp({.sequence_number = 100, .data = "abcdef"}))};
    const Capture capture = read_capture(pcap_file(DLT_RAW, frames, 43));
    EXPECT_EQ(said_in(capture.conversations.at(0)), "client: abc");
    EXPECT_THAT(capture.conversations[0].troubles,
                Contains(HasSubstr("packet 2 was captured without its last 3 bytes")));
}

TEST(Capture, packets_that_cannot_be_read_are_said_with_their_numbers_and_only_so_many) {
    Bytes fragment = ipv4(tcp({.data = "ab"}));
    fragment[6] = 0x20;
    const Capture capture = read_capture(pcap_file(DLT_RAW, std::vector<Bytes>(100, fragment)));
    ASSERT_EQ(capture.troubles.size(), 21U);
    EXPECT_THAT(capture.troubles[0], HasSubstr("packet 1 is left out: it is a fragment"));
    EXPECT_EQ(capture.troubles[20], "80 more packets are left out");
}

TEST(Capture, a_file_that_ends_inside_a_packet_is_read_up_to_it) {
    const Bytes file =
        capture_of({client_syn, {.sequence_number = 100, .data = "ab"}, {.sequence_number = 102, .data = "cd"}});
    const Capture capture = read_capture(View{file}.first(file.size() - 1));
    EXPECT_EQ(said_in(capture.conversations.at(0)), "client: ab");
    EXPECT_THAT(capture.troubles, ElementsAre(HasSubstr("cannot be read beyond packet 2")));
}

TEST(Capture, what_is_no_capture_is_refused) {
    EXPECT_THAT(why_refused({}), HasSubstr("empty"));
    EXPECT_THAT(why_refused(as_bytes("-----BEGIN CERTIFICATE-----\n")), HasSubstr("no capture that libpcap reads"));
}

TEST(Capture, a_link_type_that_is_not_read_is_refused_by_its_name) {
    EXPECT_THAT(why_refused(pcap_file(DLT_IEEE802_11, {})), HasSubstr("link type is IEEE802_11 (105)"));
}

TEST(Capture, a_capture_is_known_by_its_first_bytes) {
    EXPECT_TRUE(is_capture(capture_of({})));
    EXPECT_FALSE(is_capture(as_bytes("-----BEGIN")));
    EXPECT_FALSE(is_capture({}));
}

} // namespace vitrine::apps::test
