// What a connection takes from the heap: nothing for a record of application data, nothing for what a peer has only
// announced, and little while it is idle.
#include "tests/support/counted_heap.h"
#include "tests/support/scripted_peer.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::heap;
using tests::SeededEnd;
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

class RecordOf : public testing::TestWithParam<std::tuple<CipherSuite, std::size_t>> {};

TEST_P(RecordOf, application_data_allocates_nothing_in_either_direction) {
    const auto [suite, plaintext_size] = GetParam();
    ClientConfig config = client_config();
    config.preferences.cipher_suites = {suite};
    SeededPair both{config, server_config()};
    both.pair.run();
    ASSERT_TRUE(both.client.established());
    pass_record(both.client, both.server, 16384); // the buffers take their size by the first record
    pass_record(both.server, both.client, 16384);
    std::size_t arrived = 0;
    const std::size_t before = heap().allocations;
    for (int i = 0; i < 1000; ++i)
        arrived += pass_record(both.client, both.server, plaintext_size) +
                   pass_record(both.server, both.client, plaintext_size);
    EXPECT_EQ(heap().allocations, before);
    EXPECT_EQ(arrived, 2000 * plaintext_size);
}

INSTANTIATE_TEST_SUITE_P(Sizes, RecordOf,
                         testing::Combine(testing::Values(CipherSuite::tls_ecdhe_rsa_with_aes_128_gcm_sha256,
                                                          CipherSuite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256),
                                          testing::Values(1, 64, 256, 1350, 4096, 16384)));

// Both ends, each with a life of its own.
struct Ends {
    std::shared_ptr<const ClientConfig> client_config = std::make_shared<const ClientConfig>(tests::client_config());
    std::shared_ptr<const ServerConfig> server_config = std::make_shared<const ServerConfig>(tests::server_config());
    SeededEnd client_end{"client"}, server_end{"server"};
    std::unique_ptr<Connection> client = std::make_unique<Connection>(client_config, client_end.environment());
    std::unique_ptr<Connection> server = std::make_unique<Connection>(server_config, server_end.environment());

    void handshake() {
        do {
            while (client->step() || server->step()) {
            }
        } while (carry(*client, *server) + carry(*server, *client) > 0);
    }
};

// What goes back to the heap when this connection does, its configuration apart.
std::size_t held_by(std::unique_ptr<Connection>& connection) {
    const std::size_t before = heap().live;
    connection.reset();
    return before - heap().live;
}

TEST(Allocation, of_a_connection_at_rest_is_at_most_four_kibibytes_on_each_side) {
    Ends ends;
    ends.handshake();
    pass_record(*ends.client, *ends.server, 16384);
    pass_record(*ends.server, *ends.client, 16384);
    ends.client->release_memory();
    ends.server->release_memory();
    const std::size_t client = held_by(ends.client), server = held_by(ends.server);
    RecordProperty("client", std::to_string(client)); // bytes
    RecordProperty("server", std::to_string(server));
    EXPECT_LE(client, 4096U);
    EXPECT_LE(server, 4096U);
}

TEST(Allocation, data_goes_on_after_the_buffers_were_given_back) {
    Ends ends;
    ends.handshake();
    for (const std::size_t size : {1U, 16384U, 100U}) {
        ends.client->release_memory();
        ends.server->release_memory();
        EXPECT_EQ(pass_record(*ends.client, *ends.server, size), size);
        EXPECT_EQ(pass_record(*ends.server, *ends.client, size), size);
    }
}

TEST(Allocation, is_given_back_wiped) {
    Ends ends;
    ends.handshake();
    pass_record(*ends.client, *ends.server, 16384); // the client's buffer then holds as much ciphertext
    const std::size_t before = heap().left_behind;
    ends.client->release_memory();
    EXPECT_LT(heap().left_behind - before, 4096U); // findings of checks, but no record
}

TEST(Allocation, keeps_a_buffer_in_which_something_waits) {
    Ends ends;
    ends.handshake();
    const MutableView space = ends.client->from_app().space();
    space[0] = 0x5a;
    ends.client->from_app().commit(1);
    ends.client->release_memory(); // not sealed yet
    while (ends.client->step()) {
    }
    ends.client->release_memory();                                               // not sent yet
    while (carry(*ends.client, *ends.server) > 0) ends.server->release_memory(); // not opened yet
    while (ends.server->step()) ends.server->release_memory();                   // not taken yet
    ASSERT_EQ(ends.server->to_app().data().size(), 1U);
    EXPECT_EQ(ends.server->to_app().data()[0], 0x5a);
}

TEST(Allocation, is_counted_here) {
    const std::size_t before = heap().allocations;
    SeededPair both{client_config(), server_config()};
    EXPECT_GT(heap().allocations, before);
}

TEST(Allocation, stays_bounded_though_the_transport_never_takes_all_that_waits) { // a peer that reads slowly
    SeededPair both{client_config(), server_config()};
    both.pair.run();
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
    EXPECT_LT(heap().largest, std::size_t{1} << 20);
}

TEST(Allocation, an_announced_message_takes_no_memory_before_it_arrives) {
    tests::ScriptedPeer peer{Role::server, client_config(), server_config()};
    ASSERT_TRUE(peer.run_until(State::server_certificate));
    const Bytes certificate{11, 0x01, 0x8f, 0x00}; // 102144 bytes: as many as are allowed
    const std::size_t before = heap().allocated;
    peer.say({ContentType::handshake, certificate});
    while (peer.victim().step()) {
    }
    EXPECT_EQ(peer.victim().failure(), nullptr);
    EXPECT_LT(heap().allocated - before, 1024U);
}

TEST(Allocation, sixteen_mebibytes_that_are_announced_take_no_memory) {
    tests::ScriptedPeer peer{Role::client, client_config(), server_config()};
    (void)peer.victim().from_peer().space(); // the buffer that every connection has
    const std::size_t before = heap().allocated;
    peer.say({ContentType::handshake, {1, 0xff, 0xff, 0xff}});
    while (peer.victim().step()) {
    }
    ASSERT_NE(peer.victim().failure(), nullptr);
    EXPECT_LT(heap().allocated - before, 8192U);
}

} // namespace
} // namespace vitrine::tls
