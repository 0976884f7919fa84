// TCP sockets: what connecting promises, and what errors say.
#include "net/tcp_socket.h"

#include "tests/net/endpoints.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <future>

namespace vitrine::net {
namespace {

using namespace std::chrono_literals;
using namespace testing_ends;
using testing::HasSubstr;

// A port that is taken, and on which at most `backlog` clients wait to be accepted; none may if it does not listen.
class BoundPort {
public:
    BoundPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        address_.sin_family = AF_INET;
        address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address_;
        EXPECT_EQ(::bind(socket_.number(), raw(), size), 0);
        EXPECT_EQ(::getsockname(socket_.number(), raw(), &size), 0);
    }
    void listen(int backlog) { EXPECT_EQ(::listen(socket_.number(), backlog), 0); }
    std::string number() const { return std::to_string(ntohs(address_.sin_port)); }

private:
    sockaddr* raw() { return reinterpret_cast<sockaddr*>(&address_); }

    Descriptor socket_;
    sockaddr_in address_{};
};

template <class Error, class Action> std::string error_of(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "no such error";
}

bool has_ipv6_loopback() {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_loopback;
    const Descriptor socket(::socket(AF_INET6, SOCK_STREAM, 0));
    return ::bind(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

TEST(TcpSocket, a_refused_connection_says_where_and_why) {
    const BoundPort port;
    EXPECT_EQ(
        error_of<NetworkError>([&] { TcpSocket::connect("127.0.0.1", port.number(), IpVersion::any, no_deadline); }),
        "cannot connect to 127.0.0.1:" + port.number() + ": Connection refused");
}

TEST(TcpSocket, an_ipv6_address_stands_in_brackets_in_errors) {
    if (!has_ipv6_loopback()) GTEST_SKIP() << "this machine has no IPv6 loopback address";
    const BoundPort port;
    EXPECT_THAT(error_of<NetworkError>([&] { TcpSocket::connect("::1", port.number(), IpVersion::any, patience()); }),
                HasSubstr("cannot connect to [::1]:" + port.number()));
}

TEST(TcpSocket, a_host_that_has_no_address_of_the_version_asked_for_is_an_error) {
    EXPECT_THAT(error_of<NetworkError>([] { TcpSocket::connect("127.0.0.1", "1", IpVersion::v6, patience()); }),
                HasSubstr("cannot resolve 127.0.0.1: "));
}

TEST(TcpSocket, a_service_without_a_number_is_an_error) {
    EXPECT_THAT(error_of<NetworkError>([] { TcpSocket::connect("127.0.0.1", "no-such", IpVersion::any, patience()); }),
                HasSubstr("cannot resolve 127.0.0.1: "));
}

TEST(TcpSocket, connecting_gives_up_at_the_deadline) {
    BoundPort port;
    port.listen(0);
    std::vector<TcpSocket> waiting; // these fill the queue; then the system answers no more
    EXPECT_THAT(error_of<TimeoutError>([&] {
                    for (int i = 0; i < 20; ++i)
                        waiting.push_back(TcpSocket::connect("127.0.0.1", port.number(), IpVersion::any, in(100ms)));
                }),
                HasSubstr("timed out connecting to 127.0.0.1:" + port.number()));
}

TEST(TcpSocket, a_deadline_that_has_passed_connects_to_nobody) {
    const BoundPort port;
    EXPECT_THROW(TcpSocket::connect("127.0.0.1", port.number(), IpVersion::any, in(-1ms)), TimeoutError);
}

TEST(TcpSocket, the_address_of_the_peer_is_known_even_after_it_is_gone) {
    auto [client, server] = tcp_sockets();
    const std::string address = client.peer_address();
    EXPECT_THAT(address, testing::MatchesRegex("127\\.0\\.0\\.1:[0-9]+"));
    server = TcpSocket(-1);
    EXPECT_THROW(for (;;) client.write(Bytes(1 << 16)), NetworkError);
    EXPECT_EQ(client.peer_address(), address);
}

TEST(TcpSocket, a_reset_says_where_and_why) {
    auto [client, server] = tcp_sockets();
    const linger at_once{1, 0}; // closing then sends RST
    ASSERT_EQ(::setsockopt(server.descriptor(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
    server = TcpSocket(-1);
    Bytes into(1);
    EXPECT_EQ(error_of<NetworkError>([&, &socket = client] { (void)socket.read(into); }),
              "cannot read from " + client.peer_address() + ": Connection reset by peer");
}

TEST(TcpSocket, a_flight_is_not_held_back_for_an_acknowledgement) {
    const auto [client, server] = tcp_sockets();
    for (const TcpSocket* socket : {&client, &server}) {
        int on = 0;
        socklen_t size = sizeof on;
        ASSERT_EQ(::getsockopt(socket->descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, &size), 0);
        EXPECT_NE(on, 0);
    }
}

TEST(TcpSocket, shutdown_both_wakes_a_read_in_another_thread) {
    auto [client, server] = tcp_sockets();
    std::promise<void> started;
    auto reading = std::async(std::launch::async, [&, &socket = client] {
        Bytes into(1);
        started.set_value();
        return socket.read(into);
    });
    started.get_future().wait();
    client.shutdown_both();
    ASSERT_EQ(reading.wait_until(patience()), std::future_status::ready);
    EXPECT_EQ(reading.get(), 0U);
}

TEST(TcpSocket, a_socket_that_was_moved_from_closes_nothing) {
    auto [client, server] = tcp_sockets();
    {
        TcpSocket first = std::move(client);
        client = std::move(first);
    }
    client.write(as_bytes("x"));
    Bytes into(1);
    EXPECT_EQ(server.read(into), 1U);
}

} // namespace
} // namespace vitrine::net
