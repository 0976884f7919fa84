// The same bytes in other pieces are the same handshake: chopped anywhere, one byte at a time, or all at once.
#include "tests/support/endpoints.h"

#include "tls/record/record.h"

#include <gtest/gtest.h>

#include <random>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::SeededEnd;
using tests::SeededPair;
using tests::server_config;

// What each side said in an undisturbed run: handshake, one message of data each way, close_notify.
struct Recorded {
    Bytes from_client, from_server;
};

void drain(Connection& from, Bytes& into) { append(into, from.to_peer().data()); }

Recorded record_run(const ClientConfig& client) {
    SeededPair both{client, server_config()};
    Recorded recorded;
    bool data_put = false;
    for (;;) {
        while (both.client.step() || both.server.step()) {
        }
        drain(both.client, recorded.from_client);
        drain(both.server, recorded.from_server);
        if (carry(both.client, both.server) + carry(both.server, both.client) > 0) continue;
        if (data_put) break;
        data_put = tests::put(both.client, as_bytes("from the client")) &&
                   tests::put(both.server, as_bytes("from the server"));
    }
    return recorded;
}

struct Outcome {
    State state;
    Bytes said, delivered;
    bool operator==(const Outcome&) const = default;
};

// One side alone, fed with what the other said in pieces of the sizes given (the last size goes on for ever).
template <class Config>
Outcome feed(const Config& config, std::string_view seed, View bytes, std::vector<std::size_t> sizes) {
    SeededEnd end{seed};
    Connection connection{std::make_shared<const Config>(config), end.environment()};
    Outcome outcome{};
    bool data_put = false;
    for (std::size_t piece = 0;; ++piece) {
        while (connection.step()) {
        }
        append(outcome.delivered, tests::take_delivered(connection));
        if (connection.established() && !data_put) {
            const std::string_view data = seed == "client" ? "from the client" : "from the server";
            data_put = tests::put(connection, as_bytes(data));
            continue;
        }
        append(outcome.said, connection.to_peer().data());
        connection.to_peer().consume(connection.to_peer().data().size());
        if (bytes.empty()) break;
        const std::size_t wanted = sizes[std::min(piece, sizes.size() - 1)];
        const MutableView space = connection.from_peer().space();
        const std::size_t size = std::min({wanted, bytes.size(), space.size()});
        std::copy_n(bytes.begin(), size, space.begin());
        connection.from_peer().commit(size);
        bytes = bytes.subspan(size);
    }
    outcome.state = connection.state();
    return outcome;
}

ClientConfig client_with(CipherSuite suite) {
    ClientConfig client = client_config();
    client.preferences.cipher_suites = {suite};
    return client;
}

class Chopping : public testing::TestWithParam<CipherSuite> {
protected:
    const ClientConfig client = client_with(GetParam());
    const Recorded recorded = record_run(client);
    const ServerConfig server = server_config();
    const Outcome client_at_once = feed(client, "client", recorded.from_server, {recorded.from_server.size()});
    const Outcome server_at_once = feed(server, "server", recorded.from_client, {recorded.from_client.size()});
};

INSTANTIATE_TEST_SUITE_P(With, Chopping,
                         testing::Values(CipherSuite::tls_ecdhe_rsa_with_aes_128_gcm_sha256,
                                         CipherSuite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256));

TEST_P(Chopping, the_bytes_at_once_are_an_established_connection_with_its_data) {
    EXPECT_EQ(client_at_once.state, State::established);
    EXPECT_EQ(as_text(client_at_once.delivered), "from the server");
    EXPECT_EQ(server_at_once.state, State::established);
    EXPECT_EQ(as_text(server_at_once.delivered), "from the client");
}

TEST_P(Chopping, one_byte_at_a_time_changes_nothing) {
    EXPECT_EQ(feed(client, "client", recorded.from_server, {1}), client_at_once);
    EXPECT_EQ(feed(server, "server", recorded.from_client, {1}), server_at_once);
}

TEST_P(Chopping, a_cut_at_any_place_changes_nothing_for_the_client) {
    for (std::size_t cut = 1; cut < recorded.from_server.size(); ++cut)
        ASSERT_EQ(feed(client, "client", recorded.from_server, {cut, recorded.from_server.size()}), client_at_once)
            << "cut at " << cut;
}

TEST_P(Chopping, a_cut_at_any_place_changes_nothing_for_the_server) {
    for (std::size_t cut = 1; cut < recorded.from_client.size(); ++cut)
        ASSERT_EQ(feed(server, "server", recorded.from_client, {cut, recorded.from_client.size()}), server_at_once)
            << "cut at " << cut;
}

// The same handshake messages in other records: those in a row in the clear are joined and cut anew, anywhere.
Bytes in_other_records(View stream, std::minstd_rand& dice) {
    Bytes rebuilt, waiting;
    const auto cut = [&] {
        for (View rest{waiting}; !rest.empty();) {
            const std::size_t size = 1 + dice() % std::min<std::size_t>(rest.size(), 1 + dice() % 2000);
            std::array<std::uint8_t, record_header_size> header{};
            write_header({ContentType::handshake, ProtocolVersion::tls12, static_cast<std::uint16_t>(size)}, header);
            append(rebuilt, header);
            append(rebuilt, rest.first(size));
            rest = rest.subspan(size);
        }
        waiting.clear();
    };
    bool encrypted = false;
    while (!stream.empty()) {
        const RecordHeader header = read_header(stream);
        const View record = stream.first(record_header_size + header.length);
        if (header.type == ContentType::change_cipher_spec) encrypted = true;
        if (!encrypted) {
            append(waiting, record.subspan(record_header_size));
        } else {
            cut();
            append(rebuilt, record);
        }
        stream = stream.subspan(record.size());
    }
    return rebuilt;
}

TEST_P(Chopping, other_records_around_the_same_messages_change_nothing) { // RFC 5246 §6.2.1
    std::minstd_rand dice{1};
    for (int round = 0; round < 100; ++round) {
        const Bytes to_client = in_other_records(recorded.from_server, dice);
        const Bytes to_server = in_other_records(recorded.from_client, dice);
        ASSERT_EQ(feed(client, "client", to_client, {to_client.size()}), client_at_once) << "round " << round;
        ASSERT_EQ(feed(server, "server", to_server, {to_server.size()}), server_at_once) << "round " << round;
    }
}

} // namespace
} // namespace vitrine::tls
