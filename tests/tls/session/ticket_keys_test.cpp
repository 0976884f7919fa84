// Tickets: opened by the keys that sealed them, and by nothing else.
#include "crypto/aes_gcm.h"
#include "tls/lab/seeded_random.h"
#include "tls/session/ticket_keys.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

namespace vitrine::tls {
namespace {

using namespace std::chrono_literals;

const std::chrono::sys_seconds start{1'900'000'000s};
const Bytes session = {'a', ' ', 's', 'e', 's', 's', 'i', 'o', 'n'};

Bytes opened(TicketKeys& keys, View ticket, std::chrono::sys_seconds now = start) {
    const auto bytes = keys.open(ticket, now);
    return bytes ? to_bytes(bytes->view()) : Bytes{};
}

Bytes key(std::uint8_t name, std::uint8_t value) {
    Bytes bytes(TicketKeys::name_size, name);
    bytes.resize(TicketKeys::file_key_size, value);
    return bytes;
}

Bytes joined(Bytes first, View second) {
    append(first, second);
    return first;
}

std::string refusal_of(View shared) {
    try {
        TicketKeys{shared};
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "";
}

TEST(TicketKeys, open_what_they_sealed_and_nothing_that_was_changed_in_any_byte) {
    TicketKeys keys;
    SeededRandom random{"tickets"};
    const Bytes ticket = keys.seal(session, start, random);
    EXPECT_EQ(opened(keys, ticket), session);
    for (std::size_t i = 0; i < ticket.size(); ++i) {
        Bytes changed = ticket;
        changed[i] ^= 1;
        EXPECT_FALSE(keys.open(changed, start)) << i;
    }
    for (std::size_t size = 0; size < ticket.size(); ++size)
        EXPECT_FALSE(keys.open(View{ticket}.first(size), start)) << size;
    EXPECT_FALSE(keys.open(joined(ticket, Bytes{0}), start));
}

TEST(TicketKeys, of_two_servers_do_not_open_each_others_tickets) {
    TicketKeys ours, theirs;
    SeededRandom random{"tickets"}, other{"others"};
    const Bytes ticket = ours.seal(session, start, random);
    theirs.seal(session, start, other);
    EXPECT_FALSE(theirs.open(ticket, start));
}

TEST(TicketKeys, seal_the_same_session_differently_each_time) {
    TicketKeys keys;
    SeededRandom random{"tickets"};
    EXPECT_NE(keys.seal(session, start, random), keys.seal(session, start, random));
}

// CVE-2020-13777: until its first rotation, a server's key was all zeros.
TEST(TicketKeys, are_never_all_zeros) {
    TicketKeys keys;
    SeededRandom random{"tickets"};
    Bytes ticket = keys.seal(session, start, random);
    const std::span<std::uint8_t> all{ticket};
    crypto::AesGcm zeros{Bytes(TicketKeys::key_size, 0)};
    EXPECT_FALSE(zeros.open(all.subspan<16, 12>(), all.first(16), all.subspan(28, session.size()), all.last<16>()));
    EXPECT_EQ(refusal_of(key(1, 0)), "a ticket key is all zeros");
}

TEST(TicketKeys, are_rotated_and_the_one_before_still_opens) {
    TicketKeys keys;
    SeededRandom random{"tickets"};
    const Bytes first = keys.seal(session, start, random);
    const Bytes same_key = keys.seal(session, start + TicketKeys::rotation - 1s, random);
    EXPECT_TRUE(std::ranges::equal(View{first}.first(16), View{same_key}.first(16)));
    const Bytes second = keys.seal(session, start + TicketKeys::rotation, random);
    EXPECT_FALSE(std::ranges::equal(View{first}.first(16), View{second}.first(16)));
    EXPECT_EQ(opened(keys, first, start + TicketKeys::rotation), session);
    const Bytes third = keys.seal(session, start + 2 * TicketKeys::rotation, random);
    EXPECT_FALSE(keys.open(first, start + 2 * TicketKeys::rotation));
    EXPECT_EQ(opened(keys, second, start + 2 * TicketKeys::rotation), session);
    EXPECT_EQ(opened(keys, third, start + 2 * TicketKeys::rotation), session);
}

TEST(TicketKeys, end_also_if_nothing_is_sealed_meanwhile) {
    TicketKeys keys;
    SeededRandom random{"tickets"};
    const Bytes ticket = keys.seal(session, start, random);
    EXPECT_EQ(opened(keys, ticket, start + 2 * TicketKeys::rotation - 1s), session);
    EXPECT_FALSE(keys.open(ticket, start + 2 * TicketKeys::rotation));
}

TEST(TicketKeys, that_are_shared_open_the_tickets_of_every_server_that_has_them) {
    TicketKeys old_server{key(1, 11)}, new_server{joined(key(2, 22), key(1, 11))};
    SeededRandom random{"tickets"};
    const Bytes by_old = old_server.seal(session, start, random), by_new = new_server.seal(session, start, random);
    EXPECT_EQ(opened(new_server, by_old), session);
    EXPECT_FALSE(old_server.open(by_new, start));
    EXPECT_EQ(opened(new_server, by_new, start + std::chrono::years{1}), session); // whoever shares them rotates them
}

TEST(TicketKeys, that_are_shared_must_be_whole_and_different) {
    EXPECT_THAT(refusal_of({}), testing::HasSubstr("0 bytes"));
    EXPECT_THAT(refusal_of(Bytes(47, 1)), testing::HasSubstr("48 bytes each"));
    EXPECT_THAT(refusal_of(Bytes(17 * 48, 1)), testing::HasSubstr("1 to 16"));
    EXPECT_EQ(refusal_of(joined(key(1, 11), key(1, 12))), "two ticket keys have the same name");
}

} // namespace
} // namespace vitrine::tls
