// What a connection takes from the heap: nothing for a record of application data, and nothing for what a peer has
// only announced. This program replaces operator new, so it stands alone.
#include "tests/support/scripted_peer.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

namespace {
std::size_t allocations = 0, allocated = 0, largest = 0; // count, bytes, bytes

void* counted(std::size_t size) {
    ++allocations;
    allocated += size;
    largest = std::max(largest, size);
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc{};
}
} // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::SeededPair;
using tests::server_config;

// One record from one application to the other. How many bytes arrived.
std::size_t pass_record(Connection& from, Connection& to, std::size_t size) {
    const MutableView space = from.from_app().space();
    space[0] = space[size - 1] = 0x5a;
    from.from_app().commit(size);
    while (from.step()) {
    }
    while (carry(from, to) > 0) {
    }
    while (to.step()) {
    }
    const std::size_t arrived = to.to_app().data().size();
    to.to_app().consume(arrived);
    return arrived;
}

class RecordOf : public testing::TestWithParam<std::size_t> {};

TEST_P(RecordOf, application_data_allocates_nothing_in_either_direction) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    ASSERT_TRUE(both.client.established());
    pass_record(both.client, both.server, 16384); // the buffers take their size by the first record
    pass_record(both.server, both.client, 16384);
    std::size_t arrived = 0;
    const std::size_t before = allocations;
    for (int i = 0; i < 1000; ++i)
        arrived +=
            pass_record(both.client, both.server, GetParam()) + pass_record(both.server, both.client, GetParam());
    EXPECT_EQ(allocations, before);
    EXPECT_EQ(arrived, 2000 * GetParam());
}

INSTANTIATE_TEST_SUITE_P(Sizes, RecordOf, testing::Values(1, 64, 256, 1350, 4096, 16384));

TEST(Allocation, is_counted_here) {
    const std::size_t before = allocations;
    SeededPair both{client_config(), server_config()};
    EXPECT_GT(allocations, before);
}

TEST(Allocation, stays_bounded_though_the_transport_never_takes_all_that_waits) { // a peer that reads slowly
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    largest = 0;
    std::size_t written = 0;
    while (written < std::size_t{16} << 20) {
        for (MutableView space = both.client.from_app().space(); !space.empty();
             space = both.client.from_app().space()) {
            both.client.from_app().commit(space.size());
            written += space.size();
            ASSERT_TRUE(both.client.step());
        }
        both.client.to_peer().consume(both.client.to_peer().data().size() / 2);
    }
    EXPECT_LT(largest, std::size_t{1} << 20);
}

TEST(Allocation, an_announced_message_takes_no_memory_before_it_arrives) {
    tests::ScriptedPeer peer{Role::server, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::server_certificate));
    const Bytes certificate{11, 0x01, 0x8f, 0x00}; // 102144 bytes: as many as are allowed
    const std::size_t before = allocated;
    peer.say({ContentType::handshake, certificate});
    while (peer.victim().step()) {
    }
    EXPECT_EQ(peer.victim().failure(), nullptr);
    EXPECT_LT(allocated - before, 1024U);
}

TEST(Allocation, sixteen_mebibytes_that_are_announced_take_no_memory) {
    tests::ScriptedPeer peer{Role::client, client_config(), server_config()};
    (void)peer.victim().from_peer().space(); // the buffer that every connection has
    const std::size_t before = allocated;
    peer.say({ContentType::handshake, {1, 0xff, 0xff, 0xff}});
    while (peer.victim().step()) {
    }
    ASSERT_NE(peer.victim().failure(), nullptr);
    EXPECT_LT(allocated - before, 8192U);
}

} // namespace
} // namespace vitrine::tls
