// What every Transport promises, tried over TCP and in memory.
#include "net/transport.h"

#include "tests/net/endpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <future>
#include <numeric>

namespace vitrine::net {
namespace {

using namespace std::chrono_literals;
using namespace testing_ends;

Bytes pattern(std::size_t size) {
    Bytes bytes(size);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    for (std::size_t i = 0; i < size; i += 251) bytes[i] = static_cast<std::uint8_t>(i >> 8); // not a period of 256
    return bytes;
}

Bytes read_exactly(Transport& from, std::size_t size) {
    Bytes bytes(size);
    std::size_t filled = 0;
    while (filled < size) {
        const std::size_t part = from.read(MutableView(bytes).subspan(filled));
        if (part == 0) break;
        filled += part;
    }
    bytes.resize(filled);
    return bytes;
}

class EveryTransport : public testing::TestWithParam<Ends (*)()> {
protected:
    EveryTransport() : ends_(GetParam()()) {
        near().set_deadline(patience());
        far().set_deadline(patience());
    }
    Transport& near() { return *ends_.first; }
    Transport& far() { return *ends_.second; }
    void drop_far() { ends_.second.reset(); }
    // TCP's buffers grow and move along while we look: room may come back, but not for ever.
    void write_until_there_is_no_room_but_something_to_read() {
        while (near().write_some(pattern(1 << 16)) > 0) {
        }
    }

private:
    Ends ends_;
};

TEST_P(EveryTransport, carries_more_than_fits_in_between_whole_and_in_order) {
    const Bytes sent = pattern(5'000'000);
    auto writing = std::async(std::launch::async, [&] { near().write(sent); });
    EXPECT_TRUE(read_exactly(far(), sent.size()) == sent);
    writing.get();
}

TEST_P(EveryTransport, both_directions_are_independent) {
    near().write(as_bytes("there"));
    far().write(as_bytes("back"));
    EXPECT_EQ(as_text(read_exactly(far(), 5)), "there");
    EXPECT_EQ(as_text(read_exactly(near(), 4)), "back");
}

TEST_P(EveryTransport, read_gives_what_is_there_and_does_not_wait_for_all_that_fits) {
    far().write(as_bytes("abc"));
    Bytes into(100);
    EXPECT_EQ(near().read(into), 3U);
}

TEST_P(EveryTransport, after_shutdown_write_the_peer_reads_what_was_sent_and_then_the_end) {
    near().write(as_bytes("last"));
    near().shutdown_write();
    EXPECT_EQ(as_text(read_exactly(far(), 100)), "last");
    Bytes into(1);
    EXPECT_EQ(far().read(into), 0U);
}

TEST_P(EveryTransport, after_shutdown_write_the_other_direction_goes_on) {
    near().shutdown_write();
    far().write(as_bytes("still here"));
    EXPECT_EQ(as_text(read_exactly(near(), 10)), "still here");
}

TEST_P(EveryTransport, writing_after_shutdown_write_is_an_error) {
    near().shutdown_write();
    EXPECT_THROW(near().write(as_bytes("x")), NetworkError);
}

TEST_P(EveryTransport, an_end_that_is_destroyed_ends_the_stream) {
    drop_far();
    Bytes into(1);
    EXPECT_EQ(near().read(into), 0U);
}

TEST_P(EveryTransport, writing_to_an_end_that_is_gone_is_an_error_and_no_signal) {
    drop_far();
    EXPECT_THROW(for (;;) near().write(pattern(1 << 16)), NetworkError);
}

TEST_P(EveryTransport, what_was_sent_before_the_end_went_away_can_be_read_after_a_failed_write) {
    far().write(as_bytes("why"));
    drop_far();
    EXPECT_THROW(for (;;) near().write(pattern(1 << 16)), NetworkError);
    EXPECT_EQ(as_text(read_exactly(near(), 3)), "why");
}

TEST_P(EveryTransport, read_gives_up_at_the_deadline) {
    const Deadline deadline = in(30ms);
    near().set_deadline(deadline);
    Bytes into(1);
    EXPECT_THROW(near().read(into), TimeoutError);
    EXPECT_GE(std::chrono::steady_clock::now(), deadline);
}

TEST_P(EveryTransport, write_gives_up_at_the_deadline_when_nobody_reads) {
    near().set_deadline(in(50ms));
    EXPECT_THROW(for (;;) near().write(pattern(1 << 16)), TimeoutError);
}

TEST_P(EveryTransport, write_some_gives_up_at_the_deadline_when_nobody_reads) {
    near().set_deadline(in(50ms));
    EXPECT_THROW(for (;;) EXPECT_GT(near().write_some(pattern(1 << 16)), 0U), TimeoutError);
}

TEST_P(EveryTransport, a_deadline_holds_against_a_peer_that_never_stops_sending) {
    far().write(as_bytes("drip"));
    near().set_deadline(in(-1ms));
    Bytes into(1);
    EXPECT_THROW(near().read(into), TimeoutError);
    EXPECT_THROW(near().write(as_bytes("x")), TimeoutError);
}

TEST_P(EveryTransport, no_deadline_lifts_an_earlier_one) {
    near().set_deadline(in(-1ms));
    near().set_deadline(no_deadline);
    far().write(as_bytes("x"));
    EXPECT_EQ(as_text(read_exactly(near(), 1)), "x");
}

TEST_P(EveryTransport, write_some_answers_0_once_there_is_no_room_but_something_to_read) {
    far().write(as_bytes("x"));
    write_until_there_is_no_room_but_something_to_read();
    EXPECT_EQ(as_text(read_exactly(near(), 1)), "x");
}

TEST_P(EveryTransport, write_some_answers_0_once_there_is_no_room_and_the_peer_has_ended) {
    far().shutdown_write();
    write_until_there_is_no_room_but_something_to_read();
    EXPECT_EQ(read_exactly(near(), 1).size(), 0U);
}

// Sends and takes in turn; how much was taken.
std::size_t exchange(Transport& end, std::size_t size) {
    const Bytes chunk = pattern(1 << 14);
    Bytes into(1 << 14);
    std::size_t written = 0;
    std::size_t taken = 0;
    while (written < size) {
        const std::size_t part = end.write_some(View(chunk).first(std::min(chunk.size(), size - written)));
        written += part;
        if (part == 0) taken += end.read(into);
    }
    return taken + read_exactly(end, size - taken).size();
}

TEST_P(EveryTransport, two_ends_that_both_write_much_do_not_wait_for_each_other) {
    constexpr std::size_t size = 20'000'000;
    auto other = std::async(std::launch::async, [&] { return exchange(far(), size); });
    EXPECT_EQ(exchange(near(), size), size);
    EXPECT_EQ(other.get(), size);
}

INSTANTIATE_TEST_SUITE_P(Tcp, EveryTransport, testing::Values(&over_tcp));
INSTANTIATE_TEST_SUITE_P(Memory, EveryTransport, testing::Values(&in_memory));

TEST(MemoryPipe, a_capacity_of_one_byte_is_enough) {
    const Ends ends = MemoryPipe::create(1);
    const Bytes sent = pattern(1000);
    auto writing = std::async(std::launch::async, [&] { ends.first->write(sent); });
    EXPECT_EQ(read_exactly(*ends.second, sent.size()), sent);
    writing.get();
}

TEST(MemoryPipe, a_capacity_of_nothing_is_refused) { EXPECT_THROW(MemoryPipe::create(0), std::invalid_argument); }

TEST(MemoryPipe, a_writer_waits_when_the_capacity_is_used_up) {
    const Ends ends = MemoryPipe::create(10);
    ends.first->set_deadline(in(10ms));
    ends.first->write(pattern(10));
    EXPECT_THROW(ends.first->write(pattern(1)), TimeoutError);
}

} // namespace
} // namespace vitrine::net
