// One direction of a TCP connection, put together from segments that come late, twice, overlapping or never.
#include "apps/tcp_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace vitrine::apps {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A stream whose first byte has this number, and a short way to feed it.
class Feed {
public:
    explicit Feed(std::uint32_t first = 1000) : first_(first) { stream.begin_at(first); }

    // What came in order by this segment; `offset` is that of its first byte and may be negative.
    std::string add(std::int32_t offset, std::string_view data) {
        const auto number = first_ + static_cast<std::uint32_t>(offset);
        return std::string{as_text(stream.add(number, as_bytes(data), ++packets_))};
    }
    std::string all() const { return std::string{as_text(stream.bytes())}; }

    TcpStream stream;

private:
    std::uint32_t first_;
    std::size_t packets_ = 0;
};

} // namespace

TEST(TcpStream, segments_in_order_pass_at_once) {
    Feed feed;
    EXPECT_EQ(feed.add(0, "ab"), "ab");
    EXPECT_EQ(feed.add(2, "cd"), "cd");
    EXPECT_THAT(feed.stream.troubles(), IsEmpty());
}

TEST(TcpStream, a_segment_that_comes_early_waits_for_those_before_it) {
    Feed feed;
    EXPECT_EQ(feed.add(4, "ef"), "");
    EXPECT_EQ(feed.add(2, "cd"), "");
    EXPECT_EQ(feed.add(0, "ab"), "abcdef");
    EXPECT_THAT(feed.stream.troubles(), IsEmpty());
}

TEST(TcpStream, a_segment_that_comes_again_adds_nothing) {
    Feed feed;
    feed.add(0, "abcd");
    EXPECT_EQ(feed.add(0, "abcd"), "");
    EXPECT_EQ(feed.add(1, "bc"), "");
    EXPECT_THAT(feed.stream.troubles(), IsEmpty());
}

TEST(TcpStream, of_a_segment_that_overlaps_only_what_is_new_is_taken) {
    Feed feed;
    feed.add(0, "abcd");
    EXPECT_EQ(feed.add(2, "cdef"), "ef");
    EXPECT_EQ(feed.all(), "abcdef");
}

TEST(TcpStream, a_segment_that_covers_several_waiting_ones_fills_the_holes_between_them) {
    Feed feed;
    feed.add(2, "c");
    feed.add(5, "f");
    feed.add(8, "i");
    EXPECT_EQ(feed.add(1, "bcdefg"), "");
    EXPECT_EQ(feed.add(0, "a"), "abcdefg");
    EXPECT_EQ(feed.add(7, "h"), "hi");
    EXPECT_THAT(feed.stream.troubles(), IsEmpty());
}

TEST(TcpStream, of_bytes_that_came_twice_the_first_are_kept_and_the_contradiction_is_said) {
    Feed feed;
    feed.add(0, "abcd");
    feed.add(6, "gh");
    EXPECT_EQ(feed.add(2, "XXef"), "efgh"); // against bytes that are in order
    EXPECT_EQ(feed.all(), "abcdefgh");
    EXPECT_THAT(feed.stream.troubles(), ElementsAre(HasSubstr("other content in 1 segment, first in packet 3")));
}

TEST(TcpStream, a_contradiction_with_waiting_bytes_is_said_too) {
    Feed feed;
    feed.add(4, "ef");
    feed.add(2, "cdXX");
    EXPECT_EQ(feed.add(0, "ab"), "abcdef");
    EXPECT_THAT(feed.stream.troubles(), ElementsAre(HasSubstr("packet 2")));
}

TEST(TcpStream, a_gap_is_named_with_its_place_and_its_size) {
    Feed feed;
    feed.add(0, "abcd");
    feed.add(7, "hij");
    feed.add(12, "m");
    EXPECT_EQ(feed.all(), "abcd");
    EXPECT_THAT(feed.stream.troubles(),
                ElementsAre("sent 3 bytes behind its byte 4 that the capture does not hold (noticed in packet 2): "
                            "what comes after the gap is left out, 4 bytes"));
}

TEST(TcpStream, bytes_that_were_acknowledged_but_never_seen_are_missed) {
    Feed feed{1000};
    feed.add(0, "abcd");
    feed.stream.acknowledge(1000 + 4 + 1); // one more may be the FIN
    EXPECT_THAT(feed.stream.troubles(), IsEmpty());
    feed.stream.acknowledge(1000 + 10);
    EXPECT_THAT(feed.stream.troubles(), ElementsAre(HasSubstr("sent 5 bytes or more behind its byte 4")));
}

TEST(TcpStream, bytes_before_a_fin_that_were_never_seen_are_missed) {
    Feed feed{1000};
    feed.add(0, "abcd");
    feed.stream.end_at(1000 + 6);
    EXPECT_THAT(feed.stream.troubles(), ElementsAre(HasSubstr("sent 2 bytes or more behind its byte 4")));
}

TEST(TcpStream, sequence_numbers_wrap_around) {
    Feed feed{0xfffffffe};
    EXPECT_EQ(feed.add(2, "cd"), ""); // number 0
    EXPECT_EQ(feed.add(0, "ab"), "abcd");
    EXPECT_EQ(feed.add(4, "ef"), "ef");
    feed.stream.acknowledge(4);
    feed.stream.end_at(4);
    EXPECT_THAT(feed.stream.troubles(), IsEmpty());
}

TEST(TcpStream, a_keep_alive_probe_is_no_byte_and_no_contradiction) { // RFC 9293 §3.8.4
    Feed feed;
    feed.add(0, "abcd");
    EXPECT_EQ(feed.add(3, std::string_view{"\0", 1}), "");
    EXPECT_EQ(feed.add(4, "e"), "e");
    EXPECT_THAT(feed.stream.troubles(), IsEmpty());
}

TEST(TcpStream, bytes_before_the_first_are_left_out) {
    Feed feed;
    EXPECT_EQ(feed.add(-4, "WXYZ"), "");
    EXPECT_EQ(feed.add(-2, "YZab"), "ab");
    EXPECT_EQ(feed.add(2, "cd"), "cd");
}

TEST(TcpStream, a_number_further_ahead_than_any_window_is_junk) {
    Feed feed;
    feed.add(0, "abcd");
    EXPECT_EQ(feed.add(0x50000000, "junk"), "");
    feed.stream.acknowledge(0x60000000);
    feed.stream.end_at(0x60000000);
    EXPECT_EQ(feed.add(4, "ef"), "ef");
    EXPECT_THAT(feed.stream.troubles(), IsEmpty());
}

TEST(TcpStream, every_order_of_overlapping_segments_gives_the_same_bytes) {
    struct Part {
        std::int32_t offset;
        std::string_view data;
    };
    std::array<Part, 6> parts{Part{0, "abc"}, {2, "cdef"}, {5, "fg"}, {4, "efghi"}, {9, "jk"}, {8, "ijklm"}};
    std::array<std::size_t, 6> order{0, 1, 2, 3, 4, 5};
    do {
        Feed feed;
        std::string arrived;
        for (const std::size_t i : order) arrived += feed.add(parts.at(i).offset, parts.at(i).data);
        ASSERT_EQ(arrived, "abcdefghijklm");
        ASSERT_EQ(feed.all(), arrived);
        ASSERT_THAT(feed.stream.troubles(), IsEmpty());
    } while (std::next_permutation(order.begin(), order.end()));
}

} // namespace vitrine::apps
