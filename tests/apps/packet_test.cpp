// Frames of every link layer to the TCP segment in them; what is cut or crooked is said, and never read beyond.
#include "apps/packet.h"
#include "tests/apps/packets_for_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps::test {

namespace {

using testing::HasSubstr;

const Bytes segment = tcp({.sequence_number = 0x01020304, .data = "hello", .acknowledgment_number = 0x05060708});

std::string payload_in(int link_type, View frame) {
    const Frame read = read_frame(link_type, frame);
    return read.segment ? std::string{as_text(read.segment->payload)} : "no segment: " + read.trouble;
}

Bytes ethernet(std::uint16_t ethertype, View payload) {
    Bytes out(12, 0);
    put16(out, ethertype);
    append(out, payload);
    return out;
}

} // namespace

TEST(Packet, a_segment_of_ethernet_and_ipv4_has_its_ends_numbers_flags_and_payload) {
    const Bytes bytes = ethernet(0x0800, ipv4(segment)); // the segment's payload is a view of it
    const Frame frame = read_frame(DLT_EN10MB, bytes);
    ASSERT_TRUE(frame.segment) << frame.trouble;
    EXPECT_EQ(text_of(frame.segment->source), "10.0.0.1:50000");
    EXPECT_EQ(text_of(frame.segment->destination), "10.0.0.2:443");
    EXPECT_EQ(frame.segment->sequence_number, 0x01020304U);
    EXPECT_EQ(frame.segment->acknowledgment_number, 0x05060708U);
    EXPECT_TRUE(frame.segment->ack);
    EXPECT_FALSE(frame.segment->syn || frame.segment->fin || frame.segment->rst);
    EXPECT_EQ(as_text(frame.segment->payload), "hello");
}

TEST(Packet, an_ipv6_address_is_written_in_brackets) {
    const Bytes bytes = ethernet(0x86dd, ipv6(segment));
    const Frame frame = read_frame(DLT_EN10MB, bytes);
    ASSERT_TRUE(frame.segment) << frame.trouble;
    EXPECT_EQ(text_of(frame.segment->source), "[::1]:50000");
    EXPECT_EQ(as_text(frame.segment->payload), "hello");
}

TEST(Packet, every_link_layer_is_looked_through) {
    Bytes sll(14, 0), sll2(20, 0);
    put16(sll, 0x0800);
    sll2[0] = 0x08;
    EXPECT_EQ(payload_in(DLT_RAW, ipv4(segment)), "hello");
    EXPECT_EQ(payload_in(DLT_NULL, joined(Bytes{2, 0, 0, 0}, ipv4(segment))), "hello");
    EXPECT_EQ(payload_in(DLT_NULL, joined(Bytes{30, 0, 0, 0}, ipv6(segment))), "hello");
    EXPECT_EQ(payload_in(DLT_LOOP, joined(Bytes{0, 0, 0, 2}, ipv4(segment))), "hello");
    EXPECT_EQ(payload_in(DLT_LINUX_SLL, joined(sll, ipv4(segment))), "hello");
    EXPECT_EQ(payload_in(DLT_LINUX_SLL2, joined(sll2, ipv4(segment))), "hello");
    EXPECT_EQ(payload_in(DLT_IPV4, ipv4(segment)), "hello");
    EXPECT_EQ(payload_in(DLT_IPV6, ipv6(segment)), "hello");
}

TEST(Packet, vlan_tags_are_passed_over) {
    const Bytes tagged = joined(Bytes{0, 7, 0x81, 0, 0, 9, 0x08, 0}, ipv4(segment)); // 802.1ad outside, 802.1Q inside
    EXPECT_EQ(payload_in(DLT_EN10MB, ethernet(0x88a8, tagged)), "hello");
}

TEST(Packet, the_padding_of_a_short_ethernet_frame_is_no_payload) {
    EXPECT_EQ(payload_in(DLT_EN10MB, ethernet(0x0800, joined(ipv4(segment), Bytes(10, 0)))), "hello");
}

TEST(Packet, options_of_ipv4_and_of_tcp_are_no_payload) {
    Bytes with_options = segment;
    with_options[12] = 0x60; // six words: "hell" is an option now
    EXPECT_EQ(payload_in(DLT_RAW, ipv4(with_options)), "o");
    Bytes packet = ipv4(joined(Bytes{1, 1, 1, 0}, segment));
    packet[0] = 0x46;
    EXPECT_EQ(payload_in(DLT_RAW, packet), "hello");
}

TEST(Packet, extension_headers_of_ipv6_are_passed_over) {
    const Bytes hop_by_hop = joined(Bytes{60, 0, 1, 4, 0, 0, 0, 0}, joined(Bytes{6, 0, 1, 4, 0, 0, 0, 0}, segment));
    EXPECT_EQ(payload_in(DLT_RAW, ipv6(hop_by_hop, 0)), "hello");
}

TEST(Packet, a_packet_whose_length_the_network_card_would_have_filled_in_goes_to_the_end_of_the_frame) {
    Bytes packet = ipv4(segment);
    packet[2] = packet[3] = 0;
    EXPECT_EQ(payload_in(DLT_RAW, packet), "hello");
}

TEST(Packet, what_was_not_captured_of_a_segment_is_counted) {
    const Bytes packet = ipv4(segment);
    const Frame frame = read_frame(DLT_RAW, View{packet}.first(packet.size() - 2));
    ASSERT_TRUE(frame.segment);
    EXPECT_EQ(as_text(frame.segment->payload), "hel");
    EXPECT_EQ(frame.segment->not_captured, 2U);
}

TEST(Packet, fragments_are_refused_with_a_sentence) {
    Bytes first = ipv4(segment), later = ipv4(segment);
    first[6] = 0x20; // more fragments
    later[7] = 1;    // an offset
    EXPECT_THAT(read_frame(DLT_RAW, first).trouble, HasSubstr("fragment of an IPv4 packet"));
    EXPECT_THAT(read_frame(DLT_RAW, later).trouble, HasSubstr("fragment of an IPv4 packet"));
    const Bytes fragment = joined(Bytes{6, 0, 0, 1, 0, 0, 0, 0}, segment);
    EXPECT_THAT(read_frame(DLT_RAW, ipv6(fragment, 44)).trouble, HasSubstr("fragment of an IPv6 packet"));
}

TEST(Packet, a_packet_that_is_not_to_be_fragmented_is_no_fragment) {
    Bytes packet = ipv4(segment);
    packet[6] = 0x40;
    EXPECT_EQ(payload_in(DLT_RAW, packet), "hello");
}

TEST(Packet, other_traffic_is_silently_no_segment) {
    Bytes udp = ipv4(segment);
    udp[9] = 17;
    EXPECT_EQ(payload_in(DLT_RAW, udp), "no segment: ");
    EXPECT_EQ(payload_in(DLT_EN10MB, ethernet(0x0806, segment)), "no segment: "); // ARP
    EXPECT_EQ(payload_in(DLT_RAW, ipv6(segment, 17)), "no segment: ");
    EXPECT_EQ(payload_in(DLT_RAW, {}), "no segment: ");
}

TEST(Packet, wrong_header_sizes_are_said) {
    Bytes ip = ipv4(segment), tcp_small = segment, tcp_large = segment;
    ip[0] = 0x44;
    tcp_small[12] = 0x40;
    tcp_large[12] = 0xf0;
    EXPECT_THAT(read_frame(DLT_RAW, ip).trouble, HasSubstr("IPv4 header"));
    EXPECT_THAT(read_frame(DLT_RAW, ipv4(tcp_small)).trouble, HasSubstr("TCP header"));
    EXPECT_THAT(read_frame(DLT_RAW, ipv4(tcp_large)).trouble, HasSubstr("TCP header"));
}

// Under the sanitizers, a read beyond the end would show.
TEST(Packet, a_frame_cut_at_any_byte_is_a_segment_a_sentence_or_nothing) {
    const Bytes extended = joined(Bytes{6, 0, 1, 4, 0, 0, 0, 0}, segment);
    for (const Bytes& frame : {ethernet(0x0800, ipv4(segment)), ethernet(0x86dd, ipv6(extended, 0)),
                               ethernet(0x8100, joined(Bytes{0, 1, 0x86, 0xdd}, ipv6(segment)))})
        for (std::size_t size = 0; size < frame.size(); ++size) {
            const Bytes cut = to_bytes(View{frame}.first(size));
            const Frame read = read_frame(DLT_EN10MB, cut);
            EXPECT_FALSE(read.segment && !read.trouble.empty());
            if (read.segment) {
                EXPECT_EQ(read.segment->payload.size() + read.segment->not_captured, 5U);
            }
        }
}

} // namespace vitrine::apps::test
