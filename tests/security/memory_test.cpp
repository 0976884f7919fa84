// What is left of a connection's secrets in the memory of the process: nothing. The heap is searched as an attacker
// would who got hold of a core file, or of an over-read like Heartbleed (CVE-2014-0160).
// This program replaces operator delete: nothing is given back, so that no later use hides what was left.
// Crypto++ takes its own blocks by malloc, past this search, and wipes them itself (SecBlock).
#include "tests/support/scripted_peer.h"

#include "tls/keys/suites.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <optional>

namespace {

struct Block {
    unsigned char* begin;
    std::size_t size;
};

constexpr std::size_t most_blocks = 1 << 20;
std::array<Block, most_blocks> blocks;
std::size_t block_count = 0;

void* kept(std::size_t size) {
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr || block_count == most_blocks) throw std::bad_alloc{};
    blocks[block_count++] = {static_cast<unsigned char*>(memory), size};
    return memory;
}

} // namespace

void* operator new(std::size_t size) { return kept(size); }
void* operator new[](std::size_t size) { return kept(size); }
void operator delete(void*) noexcept {}
void operator delete[](void*) noexcept {}
void operator delete(void*, std::size_t) noexcept {}
void operator delete[](void*, std::size_t) noexcept {}

namespace vitrine::tls {
namespace {

constexpr std::uint8_t mask = 0xa5; // what we look for must not be found in our own copy of it

// A secret that was told, kept in a form that is not the secret.
struct Masked {
    std::array<std::uint8_t, 64> bytes{};
    std::size_t size = 0;
    void keep(View secret) {
        size = secret.size();
        for (std::size_t i = 0; i < size; ++i) bytes[i] = secret[i] ^ mask;
    }
};

bool is_at(const unsigned char* place, const Masked& secret, std::size_t from, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
        if ((place[i] ^ mask) != secret.bytes[from + i]) return false;
    return true;
}

// How often any 16 bytes of the secret lie anywhere in what was ever taken from the heap.
std::size_t places_of(const Masked& secret) {
    std::size_t found = 0;
    for (std::size_t b = 0; b < block_count; ++b)
        for (std::size_t at = 0; at + 16 <= blocks[b].size; ++at)
            for (std::size_t part = 0; part + 16 <= secret.size; part += 16)
                if (is_at(blocks[b].begin + at, secret, part, 16)) ++found;
    return found;
}

class Eavesdropper final : public Observer {
public:
    void secret(Role, std::string_view, View, View secret) override { master.keep(secret); }
    Masked master;
};

// The keys of one direction, derived anew from the masked master secret; nothing of it stays.
Masked key_of(Role writer, const Masked& masked, const Randoms& randoms, CipherSuite suite) {
    MasterSecret master;
    for (std::size_t i = 0; i < masked.size; ++i) master.bytes.fill()[i] = masked.bytes[i] ^ mask;
    const SuiteInfo& info = *find_suite(suite);
    const KeyBlock block = derive_key_block(info.hash, master, randoms, info.cipher);
    Masked key;
    key.keep((writer == Role::client ? block.client_write : block.server_write).key.view());
    return key;
}

TEST(Memory, is_searched_in_a_way_that_finds_what_is_there) {
    const Bytes secret = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3,
                          2, 3, 8, 4, 6, 2, 6, 4, 3, 3, 8, 3, 2, 7, 9, 5};
    Masked masked;
    masked.keep(secret);
    EXPECT_GE(places_of(masked), 2U); // both halves of it
}

TEST(Memory, holds_no_master_secret_once_a_connection_is_established) {
    Eavesdropper client, server;
    tests::SeededPair both{tests::client_config(), tests::server_config(), &client, &server};
    both.pair.run();
    ASSERT_TRUE(both.client.established());
    ASSERT_EQ(client.master.size, 48U);
    EXPECT_EQ(places_of(client.master), 0U);
}

TEST(Memory, holds_no_master_secret_once_a_handshake_has_failed) {
    Eavesdropper client, server;
    tests::SeededPair both{tests::client_config(), tests::server_config(), &client, &server};
    while (client.master.size == 0 && both.pair.step()) {
    }
    ASSERT_EQ(client.master.size, 48U);
    EXPECT_GE(places_of(client.master), 1U); // it is there until then
    both.client.abort(AlertDescription::user_canceled, "enough");
    both.pair.run();
    ASSERT_EQ(both.server.ending(), Ending::failed);
    EXPECT_EQ(places_of(client.master), 0U);
}

TEST(Memory, holds_no_key_once_a_connection_is_gone) {
    Eavesdropper client, server;
    std::optional<tests::SeededPair> both;
    both.emplace(tests::client_config(), tests::server_config(), &client, &server);
    both->pair.run();
    ASSERT_TRUE(both->server.established());
    const CipherSuite suite = *both->client.agreed().cipher_suite;
    Randoms randoms; // drawn as the ends drew them
    SeededRandom{"client"}.fill("client_random", randoms.client);
    SeededRandom{"server"}.fill("server_random", randoms.server);
    const Masked client_key = key_of(Role::client, client.master, randoms, suite);
    const Masked server_key = key_of(Role::server, client.master, randoms, suite);
    both.reset();
    EXPECT_EQ(places_of(client_key), 0U);
    EXPECT_EQ(places_of(server_key), 0U);
    EXPECT_EQ(places_of(client.master), 0U);
}

} // namespace
} // namespace vitrine::tls
