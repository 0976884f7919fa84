// A Connection driven over a blocking transport, with a thread at each end.
#include "net/tls_stream.h"

#include "tests/net/endpoints.h"
#include "tests/support/endpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <future>

namespace vitrine::net {
namespace {

using namespace std::chrono_literals;
using namespace testing_ends;

Bytes pattern(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i % 251);
    return bytes;
}

Bytes read_all(TlsStream& stream) {
    Bytes all;
    for (View part = stream.read_in_place(); !part.empty(); part = stream.read_in_place()) {
        append(all, part);
        stream.consume(part.size());
    }
    return all;
}

// One end: a connection, and the stream that drives it. The transport can be taken away, as by a crash.
struct End {
    template <class Config>
    End(std::string_view seed, const Config& config, std::unique_ptr<Transport> over)
        : seeded(seed), transport(std::move(over)),
          connection(std::make_shared<const Config>(config), seeded.environment()), stream(connection, *transport) {
        transport->set_deadline(patience());
    }

    tests::SeededEnd seeded;
    std::unique_ptr<Transport> transport;
    tls::Connection connection;
    TlsStream stream;
};

class TlsStreamOver : public testing::TestWithParam<Ends (*)()> {
protected:
    // Runs the server's part in a thread of its own, beside the client's; what the server throws is thrown here.
    void run(const std::function<void(End&)>& as_client, const std::function<void(End&)>& as_server) {
        Ends ends = GetParam()();
        auto serving = std::async(std::launch::async, [&, over = std::move(ends.second)]() mutable {
            End server("server", tests::server_config(), std::move(over));
            as_server(server);
        });
        {
            End client("client", client_config_, std::move(ends.first));
            as_client(client);
        }
        serving.get();
    }

    tls::ClientConfig client_config_ = tests::client_config();
};

void echo(End& server) {
    server.stream.handshake();
    for (View part = server.stream.read_in_place(); !part.empty(); part = server.stream.read_in_place()) {
        const Bytes copy = to_bytes(part);
        server.stream.consume(part.size());
        server.stream.write(copy);
    }
    server.stream.close();
}

TEST_P(TlsStreamOver, carries_much_data_whole_and_in_order_and_ends_cleanly) {
    const Bytes sent = pattern(1'000'000);
    run(
        [&](End& client) {
            client.stream.handshake();
            client.stream.write(sent);
            client.stream.close();
            EXPECT_EQ(read_all(client.stream).size(), 0U);
            EXPECT_EQ(client.connection.ending(), tls::Ending::clean);
        },
        [&](End& server) {
            server.stream.handshake();
            EXPECT_TRUE(read_all(server.stream) == sent);
            server.stream.close();
        });
}

TEST_P(TlsStreamOver, an_echo_of_much_data_comes_back_to_a_client_that_reads_between_its_writes) {
    const Bytes piece = pattern(1 << 14);
    run(
        [&](End& client) {
            client.stream.handshake();
            std::size_t back = 0;
            Bytes into(piece.size());
            for (int i = 0; i < 300; ++i) {
                client.stream.write(piece);
                back += client.stream.read(into);
            }
            client.stream.close();
            EXPECT_EQ(back + read_all(client.stream).size(), 300 * piece.size());
        },
        echo);
}

// 72 KiB each way through a pipe of 64 KiB: without taking in what comes, both would wait for room for ever.
TEST_P(TlsStreamOver, two_sides_that_write_at_once_take_in_what_the_other_sends_meanwhile) {
    const Bytes much = pattern(72 << 10);
    const auto write_then_read = [&](End& end) {
        end.stream.handshake();
        end.stream.write(much);
        end.stream.close();
        EXPECT_TRUE(read_all(end.stream) == much);
    };
    run(write_then_read, write_then_read);
}

TEST_P(TlsStreamOver, a_stream_that_ends_without_close_notify_is_truncated) { // RFC 5246 §7.2.1
    run(
        [](End& client) {
            client.stream.handshake();
            Bytes into(10);
            EXPECT_EQ(client.stream.read(into), 4U);
            EXPECT_THROW(client.stream.read(into), TruncatedError);
        },
        [](End& server) {
            server.stream.handshake();
            server.stream.write(as_bytes("half"));
            server.transport->shutdown_write();
            Bytes into(1);
            EXPECT_THROW(server.stream.read(into), TlsError);
        });
}

TEST_P(TlsStreamOver, a_stream_that_ends_in_the_handshake_is_truncated) {
    run([](End& client) { EXPECT_THROW(client.stream.handshake(), TruncatedError); },
        [](End& server) { server.transport->shutdown_write(); });
}

TEST_P(TlsStreamOver, an_alert_has_left_before_the_error_is_thrown) {
    client_config_.trust_store = tests::trust_store("other_ca");
    run(
        [](End& client) {
            EXPECT_THROW(client.stream.handshake(), TlsError);
            ASSERT_NE(client.connection.failure(), nullptr);
            EXPECT_FALSE(client.connection.failure()->sent_by_peer);
        },
        [](End& server) {
            EXPECT_THROW(server.stream.handshake(), TlsError);
            ASSERT_NE(server.connection.failure(), nullptr);
            EXPECT_TRUE(server.connection.failure()->sent_by_peer);
            EXPECT_EQ(server.connection.failure()->failure.alert, tls::AlertDescription::unknown_ca);
        });
}

TEST_P(TlsStreamOver, a_write_that_fails_reports_the_alert_the_peer_left_with) {
    std::promise<void> gone;
    run(
        [&](End& client) {
            client.stream.handshake();
            client.stream.write(as_bytes("hello"));
            gone.get_future().wait();
            EXPECT_THROW(for (;;) client.stream.write(pattern(1 << 16)), TlsError);
            ASSERT_NE(client.connection.failure(), nullptr);
            EXPECT_TRUE(client.connection.failure()->sent_by_peer);
            EXPECT_EQ(client.connection.failure()->failure.alert, tls::AlertDescription::access_denied);
        },
        [&](End& server) {
            server.stream.handshake();
            EXPECT_EQ(as_text(server.stream.read_in_place()), "hello");
            server.stream.consume(5);
            server.connection.abort(tls::AlertDescription::access_denied, "not today");
            EXPECT_THROW(server.stream.read_in_place(), TlsError);
            server.transport = in_memory().first; // the transport of before is destroyed
            gone.set_value();
        });
}

TEST_P(TlsStreamOver, a_silent_peer_is_given_up_at_the_deadline) {
    std::promise<void> over;
    run(
        [&](End& client) {
            client.transport->set_deadline(in(30ms));
            EXPECT_THROW(client.stream.handshake(), TimeoutError);
            over.set_value();
        },
        [&](End&) { over.get_future().wait(); });
}

TEST_P(TlsStreamOver, reading_the_goodbye_of_a_peer_that_has_left_is_no_error) {
    std::promise<void> gone;
    run(
        [&](End& client) {
            client.stream.handshake();
            gone.get_future().wait(); // so that nobody is there to take our own close_notify
            EXPECT_TRUE(client.stream.read_in_place().empty());
        },
        [&](End& server) {
            server.stream.handshake();
            server.stream.close();
            server.transport = in_memory().first; // the transport of before is destroyed
            gone.set_value();
        });
}

TEST_P(TlsStreamOver, closing_after_the_peer_has_said_goodbye_and_left_is_no_error) {
    std::promise<void> gone;
    run(
        [&](End& client) {
            client.stream.handshake();
            EXPECT_TRUE(client.stream.read_in_place().empty());
            gone.get_future().wait();
            EXPECT_NO_THROW(client.stream.close());
        },
        [&](End& server) {
            server.stream.handshake();
            server.stream.close();
            server.transport = in_memory().first; // the transport of before is destroyed
            gone.set_value();
        });
}

TEST_P(TlsStreamOver, writing_before_the_handshake_is_our_own_fault) {
    std::promise<void> over;
    run(
        [&](End& client) {
            EXPECT_THROW(client.stream.write(as_bytes("early")), std::logic_error);
            over.set_value();
        },
        [&](End&) { over.get_future().wait(); });
}

INSTANTIATE_TEST_SUITE_P(Tcp, TlsStreamOver, testing::Values(&over_tcp));
INSTANTIATE_TEST_SUITE_P(Memory, TlsStreamOver, testing::Values(&in_memory));

} // namespace
} // namespace vitrine::net
