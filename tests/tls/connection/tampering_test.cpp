// Records between two connections, in the hands of an attacker: replayed, swapped, dropped, reflected, altered
// (RFC 5246 §6.2.3.3), and keys that have protected as much as they may (RFC 9325 §4.4).
#include "tests/support/endpoints.h"

#include "tls/engine.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::SeededEnd;
using tests::SeededPair;
using tests::server_config;

void deliver(Inlet& inlet, View bytes) {
    const MutableView space = inlet.space();
    ASSERT_GE(space.size(), bytes.size());
    std::copy(bytes.begin(), bytes.end(), space.begin());
    inlet.commit(bytes.size());
}

Bytes take_all(Outlet& outlet) {
    Bytes taken = to_bytes(outlet.data());
    outlet.consume(taken.size());
    return taken;
}

Bytes record_with(Connection& connection, std::string_view text) {
    EXPECT_TRUE(tests::put(connection, as_bytes(text)));
    EXPECT_TRUE(connection.step());
    return take_all(connection.to_peer());
}

class Tampering : public testing::Test {
protected:
    Tampering() {
        both.pair.run();
        first = record_with(both.client, "first");
        second = record_with(both.client, "second");
    }

    void accept(Connection& connection, View record, std::string_view text) {
        deliver(connection.from_peer(), record);
        while (connection.step()) {
        }
        ASSERT_EQ(as_text(tests::take_delivered(connection)), text);
    }

    void refuse_all_of(Connection& connection, View record) {
        deliver(connection.from_peer(), record);
        while (connection.step()) {
        }
        ASSERT_NE(connection.failure(), nullptr) << "it was accepted";
        EXPECT_EQ(connection.failure()->failure.alert, AlertDescription::bad_record_mac);
        EXPECT_TRUE(connection.to_app().data().empty());
    }

    SeededPair both{client_config(), server_config()};
    Bytes first, second;
};

TEST_F(Tampering, undisturbed_records_are_delivered) {
    accept(both.server, first, "first");
    accept(both.server, second, "second");
}

TEST_F(Tampering, a_replayed_record_is_refused) {
    accept(both.server, first, "first");
    refuse_all_of(both.server, first);
}

TEST_F(Tampering, swapped_records_are_refused) { refuse_all_of(both.server, second); }

TEST_F(Tampering, a_record_reflected_to_its_sender_is_refused) { refuse_all_of(both.client, first); }

TEST_F(Tampering, a_record_of_another_connection_is_refused) {
    SeededEnd client_end{"another client"}, server_end{"another server"};
    Pair other{std::make_shared<const ClientConfig>(client_config()), client_end.environment(),
               std::make_shared<const ServerConfig>(server_config()), server_end.environment()};
    other.run();
    ASSERT_TRUE(other.server.established());
    refuse_all_of(other.server, first);
}

TEST_F(Tampering, another_content_type_in_the_header_is_refused) { // it is in the additional data
    first[0] = static_cast<std::uint8_t>(ContentType::alert);
    refuse_all_of(both.server, first);
}

TEST_F(Tampering, an_alert_in_the_clear_is_no_alert_once_keys_are_set) {
    refuse_all_of(both.server, Bytes{21, 3, 3, 0, 2, 1, 0}); // close_notify, as anybody could send it
}

// An engine whose keys may protect few records, and a server that knows nothing of that.
class UsageLimit : public testing::Test {
protected:
    static constexpr std::uint64_t limit = 10;

    void run() {
        bool moved = true;
        while (moved) {
            moved = false;
            while (client.step() || server.step()) moved = true;
            moved = carry(client.output, server.from_peer()) + carry(server.to_peer(), client.input) > 0 || moved;
            append(delivered, tests::take_delivered(server));
            client.app_consume(client.app_data().size());
        }
    }

    static std::size_t carry(Outlet& from, Inlet& to) {
        const std::size_t size = std::min(from.data().size(), to.space().size());
        if (size == 0) return 0;
        const Bytes bytes = to_bytes(from.data().first(size));
        deliver(to, bytes);
        from.consume(size);
        return size;
    }

    SeededEnd client_end{"client"}, server_end{"server"};
    std::shared_ptr<const ClientConfig> config = std::make_shared<const ClientConfig>(client_config());
    Connection::Engine client{Handshake{config, client_end.environment()}, client_end.environment(), max_plaintext,
                              limit};
    Connection server{std::make_shared<const ServerConfig>(server_config()), server_end.environment()};
    Bytes delivered;
};

TEST_F(UsageLimit, ends_in_a_graceful_close_with_nothing_lost) {
    run();
    ASSERT_TRUE(server.established());
    Bytes said;
    for (int i = 0; i < 100; ++i) {
        const MutableView space = client.app_space();
        if (space.empty()) break;
        space[0] = static_cast<std::uint8_t>(i);
        said.push_back(space[0]);
        client.app_commit(1);
        run();
    }
    EXPECT_EQ(said.size(), limit - 1); // its Finished was the first record under this key
    EXPECT_EQ(delivered, said);
    EXPECT_EQ(server.ending(), Ending::clean);
    EXPECT_EQ(client.ending, Ending::clean);
}

TEST_F(UsageLimit, is_kept_against_a_peer_that_does_not_keep_it) {
    run();
    ASSERT_TRUE(server.established());
    for (std::uint64_t i = 0; i < limit; ++i) {
        ASSERT_EQ(client.ending, Ending::open) << "after " << i << " records";
        ASSERT_TRUE(tests::put(server, as_bytes("more")));
        run();
    }
    ASSERT_TRUE(client.report);
    EXPECT_EQ(client.report->failure.rfc, "RFC 9325 §4.4");
}

} // namespace
} // namespace vitrine::tls
