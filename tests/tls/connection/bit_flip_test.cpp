// Every single-bit flip of every record of a handshake, fed to either side, keeps it from being established, but for
// the few bits that TLS 1.2 leaves unauthenticated; those are listed here by name, with the reason.
#include "tests/support/endpoints.h"

#include "tls/record/record.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::SeededEnd;
using tests::SeededPair;
using tests::server_config;

// What one side says, record by record, in an undisturbed handshake.
std::vector<Bytes> records_of(View stream) {
    std::vector<Bytes> records;
    while (!stream.empty()) {
        const std::size_t size = record_header_size + read_header(stream).length;
        records.push_back(to_bytes(stream.first(size)));
        stream = stream.subspan(size);
    }
    return records;
}

struct Recorded {
    std::vector<Bytes> from_client, from_server;
};

Recorded record_handshake(const ClientConfig& config = client_config()) {
    SeededPair both{config, server_config()};
    Bytes from_client, from_server;
    for (;;) {
        while (both.client.step() || both.server.step()) {
        }
        append(from_client, both.client.to_peer().data());
        append(from_server, both.server.to_peer().data());
        if (carry(both.client, both.server) + carry(both.server, both.client) == 0) break;
    }
    EXPECT_TRUE(both.client.established() && both.server.established());
    return {records_of(from_client), records_of(from_server)};
}

// One side alone, fed with these records and then with the end of the stream.
template <class Config>
std::unique_ptr<Connection> feed(const std::shared_ptr<const Config>& config, SeededEnd& end,
                                 const std::vector<Bytes>& records) {
    auto connection = std::make_unique<Connection>(config, end.environment());
    for (const Bytes& record : records) {
        while (connection->step()) {
        }
        const MutableView space = connection->from_peer().space();
        if (space.size() < record.size()) break; // it failed, and takes no more
        std::copy(record.begin(), record.end(), space.begin());
        connection->from_peer().commit(record.size());
    }
    while (connection->step()) {
    }
    if (connection->ending() == Ending::open && !connection->established()) {
        (void)connection->from_peer().space();
        connection->from_peer().commit(0);
        while (connection->step()) {
        }
    }
    return connection;
}

struct Bit {
    std::size_t record, byte, bit;
};

// The unauthenticated bits. Records before ChangeCipherSpec carry no code, and the transcript that Finished covers
// holds handshake messages alone, without record headers (RFC 5246 §7.4.9). So a version that a receiver must tolerate
// can be changed on its way:
//   the minor version of the record of the ClientHello: "MUST accept any value {03,XX}" (RFC 5246 §E.1)
//   the minor version of the record of the ServerHello: it is this very message that agrees on the version
bool is_unauthenticated(const Bit& flip) { return flip.record == 0 && flip.byte == 2; }

// A record or message that claims to be longer is waited for, so the end of the stream is what ends the handshake.
bool is_length(const Bytes& record, std::size_t byte) {
    const bool is_handshake = ContentType{record[0]} == ContentType::handshake;
    return byte == 3 || byte == 4 || (is_handshake && byte >= 6 && byte <= 8);
}

template <class Config>
std::size_t flip_every_bit(Role victim, const Config& settings, std::string_view seed,
                           const std::vector<Bytes>& records, std::size_t part, std::size_t parts,
                           std::size_t first_record = 0) {
    const auto config = std::make_shared<const Config>(settings);
    std::size_t flips = 0;
    for (std::size_t record = first_record; record < records.size(); ++record)
        for (std::size_t byte = 0; byte < records[record].size(); ++byte)
            for (std::size_t bit = 0; bit < 8; ++bit) {
                if (flips++ % parts != part) continue;
                std::vector<Bytes> flipped = records;
                flipped[record][byte] ^= static_cast<std::uint8_t>(1U << bit);
                SeededEnd end{seed};
                const auto connection = feed(config, end, flipped);
                const bool tolerated = is_unauthenticated({record, byte, bit});
                EXPECT_EQ(connection->established(), tolerated)
                    << name_of(victim) << ": record " << record << ", byte " << byte << ", bit " << bit;
                if (!tolerated && !is_length(flipped[record], byte)) {
                    EXPECT_EQ(connection->ending(), Ending::failed) << "record " << record << ", byte " << byte;
                }
                if (testing::Test::HasFailure()) return flips;
            }
    return flips;
}

constexpr std::size_t parts = 8; // so that ctest can spread them over the cores

class BitFlip : public testing::TestWithParam<std::size_t> {};

TEST_P(BitFlip, fed_to_the_client_never_ends_established) {
    const Recorded recorded = record_handshake();
    const auto flips = flip_every_bit(Role::client, client_config(), "client", recorded.from_server, GetParam(), parts);
    EXPECT_GT(flips, 8'000U);
}

TEST_P(BitFlip, fed_to_the_server_never_ends_established) {
    const Recorded recorded = record_handshake();
    const auto flips = flip_every_bit(Role::server, server_config(), "server", recorded.from_client, GetParam(), parts);
    EXPECT_GT(flips, 1'500U);
}

INSTANTIATE_TEST_SUITE_P(Part, BitFlip, testing::Range<std::size_t>(0, parts));

// The records in the clear are the same for every suite; the sealed ones are the last of each side.
TEST(BitFlipOfChaCha20, in_a_sealed_record_never_ends_established) { // RFC 7905 §2
    ClientConfig client = client_config();
    client.preferences.cipher_suites = {CipherSuite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256};
    const Recorded recorded = record_handshake(client);
    constexpr std::size_t finished = 8 * (record_header_size + 16 + 16); // bits: no explicit nonce
    EXPECT_EQ(
        flip_every_bit(Role::client, client, "client", recorded.from_server, 0, 1, recorded.from_server.size() - 1),
        finished);
    EXPECT_EQ(flip_every_bit(Role::server, server_config(), "server", recorded.from_client, 0, 1,
                             recorded.from_client.size() - 1),
              finished);
}

TEST(BitFlipItself, the_undisturbed_records_end_established_on_both_sides) {
    const Recorded recorded = record_handshake();
    SeededEnd client{"client"};
    EXPECT_TRUE(
        feed(std::make_shared<const ClientConfig>(client_config()), client, recorded.from_server)->established());
    SeededEnd server{"server"};
    EXPECT_TRUE(
        feed(std::make_shared<const ServerConfig>(server_config()), server, recorded.from_client)->established());
}

} // namespace
} // namespace vitrine::tls
