// Application data through two connections: whole, in place, without copies or allocations.
#include "tests/support/endpoints.h"

#include "tls/record/record.h"

#include <gtest/gtest.h>

#include <numeric>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::SeededPair;
using tests::server_config;

Bytes pattern(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 131 + i / 251);
    return bytes;
}

// Sends all of `plaintext` from one end to the other, as a driver would; what arrived.
Bytes transfer(Connection& from, Connection& to, View plaintext) {
    Bytes arrived;
    for (;;) {
        const MutableView space = from.from_app().space();
        const std::size_t size = std::min(space.size(), plaintext.size());
        std::copy_n(plaintext.begin(), size, space.begin());
        if (size > 0) from.from_app().commit(size);
        plaintext = plaintext.subspan(size);
        bool moved = size > 0;
        while (from.step()) moved = true;
        moved = carry(from, to) > 0 || moved;
        while (to.step()) moved = true;
        const Bytes delivered = tests::take_delivered(to);
        append(arrived, delivered);
        if (!moved && delivered.empty()) return arrived;
    }
}

class Transfer : public testing::TestWithParam<std::size_t> {};

TEST_P(Transfer, arrives_whole_in_both_directions) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    const Bytes data = pattern(GetParam());
    EXPECT_EQ(transfer(both.client, both.server, data), data);
    EXPECT_EQ(transfer(both.server, both.client, data), data);
}

INSTANTIATE_TEST_SUITE_P(Data, Transfer,
                         testing::Values(0, 1, 15, 16, 17, 1350, 16383, 16384, 16385, 65536, 280000, 1 << 20));

class FragmentSize : public testing::TestWithParam<std::size_t> {};

TEST_P(FragmentSize, changes_nothing_but_the_number_of_records) { // RFC 5246 §6.2.1
    ClientConfig client = client_config();
    client.max_send_fragment = GetParam();
    ServerConfig server = server_config();
    server.max_send_fragment = GetParam();
    SeededPair both{client, server};
    both.pair.run();
    ASSERT_TRUE(both.client.established());
    const Bytes data = pattern(5000);
    const auto before = both.server.records_read();
    EXPECT_EQ(transfer(both.client, both.server, data), data);
    EXPECT_EQ(both.server.records_read() - before, (5000 + GetParam() - 1) / GetParam());
}

INSTANTIATE_TEST_SUITE_P(Data, FragmentSize, testing::Values(1, 7, 64, 512, 4096, 16384));

TEST(Data, is_sealed_and_opened_where_it_lies) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    ASSERT_TRUE(both.client.to_peer().data().empty());
    const std::uint8_t* written_at = both.client.from_app().space().data();
    ASSERT_TRUE(tests::put(both.client, pattern(1000)));
    ASSERT_TRUE(both.client.step());
    const View sealed = both.client.to_peer().data();
    EXPECT_EQ(sealed.data() + 13, written_at); // behind header and explicit nonce
    const MutableView space = both.server.from_peer().space();
    std::copy(sealed.begin(), sealed.end(), space.begin());
    both.server.from_peer().commit(sealed.size());
    ASSERT_EQ(both.server.step().kind, Step::Kind::delivered);
    EXPECT_EQ(both.server.to_app().data().data(), space.data() + 13);
}

TEST(Data, can_be_taken_in_parts) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    const Bytes data = pattern(100);
    ASSERT_TRUE(tests::put(both.client, data));
    both.pair.run();
    const Bytes first = to_bytes(both.server.to_app().data().first(40));
    both.server.to_app().consume(40);
    EXPECT_EQ(both.server.step().kind, Step::Kind::waiting); // nothing is opened over what was not taken
    Bytes all = first;
    append(all, tests::take_delivered(both.server));
    EXPECT_EQ(all, data);
}

TEST(Data, what_the_transport_takes_between_commit_and_step_displaces_nothing) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    const Bytes first = pattern(700), second = pattern(300);
    ASSERT_TRUE(tests::put(both.client, first));
    ASSERT_TRUE(both.client.step());
    ASSERT_TRUE(tests::put(both.client, second));
    ASSERT_GT(carry(both.client, both.server), 0U); // all that waits is taken: the buffer is empty, but for the room
    ASSERT_TRUE(both.client.step());
    both.pair.run();
    EXPECT_EQ(tests::take_delivered(both.server), first);
    both.pair.run();
    EXPECT_EQ(tests::take_delivered(both.server), second);
}

TEST(Data, finds_no_room_before_the_handshake_is_done) {
    SeededPair both{client_config(), server_config()};
    EXPECT_TRUE(both.client.from_app().space().empty());
    both.pair.run();
    EXPECT_FALSE(both.client.from_app().space().empty());
}

TEST(Data, finds_no_room_while_the_transport_takes_nothing) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    std::size_t taken = 0;
    for (MutableView space = both.client.from_app().space(); !space.empty(); space = both.client.from_app().space()) {
        both.client.from_app().commit(space.size());
        taken += space.size();
        ASSERT_TRUE(both.client.step());
        ASSERT_LT(taken, 1U << 20) << "the output grows without bound";
    }
    EXPECT_GT(taken, 0U);
}

TEST(Data, is_nowhere_readable_on_the_wire) {
    SeededPair both{client_config(), server_config()};
    both.pair.run();
    const std::string secret = "the plaintext of a letter that nobody else may read";
    ASSERT_TRUE(tests::put(both.client, as_bytes(secret)));
    ASSERT_TRUE(both.client.step());
    EXPECT_EQ(as_text(both.client.to_peer().data()).find(secret.substr(0, 12)), std::string_view::npos);
}

} // namespace
} // namespace vitrine::tls
