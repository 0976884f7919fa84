// The packets made up around records: a reader of captures puts them together again, and every checksum fits.
#include "tls/trace/tcp_packets.h"

#include "apps/packet.h"

#include <gtest/gtest.h>
#include <pcap/dlt.h>

namespace vitrine::tls {

namespace {

const TcpEnds over_ipv6{{Bytes{0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 50000},
                        {Bytes{0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}, 443}};

apps::TcpSegment segment_in(const Bytes& packet) {
    const apps::Frame frame = apps::read_frame(DLT_RAW, packet);
    if (!frame.segment) throw std::runtime_error{"no segment: " + frame.trouble};
    return *frame.segment;
}

// 0xffff if the checksum among them fits (RFC 1071).
std::uint32_t folded_sum(View bytes, std::uint32_t sum = 0) {
    for (std::size_t i = 0; i < bytes.size(); ++i) sum += i % 2 == 0 ? std::uint32_t{bytes[i]} << 8 : bytes[i];
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
    return sum;
}

std::uint32_t tcp_sum_of(View packet) {
    const bool v4 = packet[0] >> 4 == 4;
    const View addresses = v4 ? packet.subspan(12, 8) : packet.subspan(8, 32);
    const View tcp = packet.subspan(v4 ? 20 : 40);
    return folded_sum(tcp, folded_sum(addresses) + 6 + static_cast<std::uint32_t>(tcp.size()));
}

// Everything that one connection may show, with data of `size` bytes from either end.
std::vector<Bytes> conversation(const TcpEnds& ends, std::size_t size) {
    TcpPackets packets{ends};
    std::vector<Bytes> all = packets.open();
    for (const Role sender : {Role::client, Role::server})
        for (Bytes& packet : packets.data(sender, Bytes(size, 0xab))) all.push_back(std::move(packet));
    for (Bytes& packet : packets.close()) all.push_back(std::move(packet));
    return all;
}

} // namespace

TEST(TcpPackets, every_checksum_fits_over_ipv4_and_ipv6_for_odd_and_even_sizes) {
    for (const TcpEnds& ends : {TcpEnds{}, over_ipv6})
        for (const std::size_t size : {1U, 2U, 1459U, 1461U, 40'000U})
            for (const Bytes& packet : conversation(ends, size)) {
                if (packet[0] >> 4 == 4) {
                    EXPECT_EQ(folded_sum(View{packet}.first(20)), 0xffffU);
                }
                EXPECT_EQ(tcp_sum_of(packet), 0xffffU);
            }
}

TEST(TcpPackets, a_connection_opens_with_a_three_way_handshake_and_closes_with_fin_from_both) {
    const std::vector<Bytes> all = conversation({}, 10);
    ASSERT_EQ(all.size(), 3 + 2 + 3U);
    EXPECT_TRUE(segment_in(all[0]).syn && !segment_in(all[0]).ack);
    EXPECT_TRUE(segment_in(all[1]).syn && segment_in(all[1]).ack);
    EXPECT_TRUE(segment_in(all[2]).ack && segment_in(all[2]).payload.empty());
    EXPECT_TRUE(segment_in(all[5]).fin && segment_in(all[6]).fin);
    EXPECT_TRUE(segment_in(all[7]).ack && !segment_in(all[7]).fin);
}

TEST(TcpPackets, numbers_count_every_byte_and_each_end_acknowledges_what_the_other_sent) {
    const std::vector<Bytes> all = conversation({}, 10);
    const apps::TcpSegment from_client = segment_in(all[3]), from_server = segment_in(all[4]), end = segment_in(all[7]);
    EXPECT_EQ(from_client.sequence_number, 1U); // the SYN was number 0
    EXPECT_EQ(from_client.acknowledgment_number, 1U);
    EXPECT_EQ(from_server.sequence_number, 1U);
    EXPECT_EQ(from_server.acknowledgment_number, 11U);
    EXPECT_EQ(end.sequence_number, 12U); // behind its FIN
    EXPECT_EQ(end.acknowledgment_number, 12U);
}

TEST(TcpPackets, data_is_cut_into_segments_that_fit_into_ethernet) {
    TcpPackets packets{over_ipv6};
    packets.open();
    const std::vector<Bytes> data = packets.data(Role::client, Bytes(3000, 1));
    ASSERT_EQ(data.size(), 3U);
    EXPECT_EQ(segment_in(data[0]).payload.size(), 1460U);
    EXPECT_EQ(segment_in(data[2]).payload.size(), 80U);
    EXPECT_EQ(apps::text_of(segment_in(data[0]).source), "[2001:db8::1]:50000");
}

TEST(TcpPackets, no_end_sends_more_than_the_window_without_an_acknowledgment) {
    TcpPackets packets{{}};
    packets.open();
    std::uint32_t sent = 1, acknowledged = 1;
    for (int record = 0; record < 20; ++record)
        for (const Bytes& packet : packets.data(Role::client, Bytes(16'413, 1))) {
            const apps::TcpSegment segment = segment_in(packet);
            if (segment.payload.empty()) acknowledged = segment.acknowledgment_number;
            sent += static_cast<std::uint32_t>(segment.payload.size());
            EXPECT_LE(sent - acknowledged, 65'535U);
        }
    EXPECT_GT(acknowledged, 300'000U);
}

} // namespace vitrine::tls
