// Listening: both versions of IP, free ports, stopping, and trouble that passes.
#include "net/tcp_listener.h"

#include "tests/net/endpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <future>
#include <thread>

namespace vitrine::net {
namespace {

using namespace std::chrono_literals;
using namespace testing_ends;

TEST(TcpListener, port_0_gives_a_free_port_and_says_which) {
    const TcpListener first("127.0.0.1", "0", IpVersion::any);
    const TcpListener second("127.0.0.1", "0", IpVersion::any);
    EXPECT_THAT(first.local_address(), testing::MatchesRegex("127\\.0\\.0\\.1:[1-9][0-9]*"));
    EXPECT_NE(first.local_address(), second.local_address());
}

TEST(TcpListener, a_port_that_is_taken_is_an_error_that_says_where_and_why) {
    const TcpListener first("127.0.0.1", "0", IpVersion::any);
    const std::string port = port_of(first.local_address());
    try {
        const TcpListener second("127.0.0.1", port, IpVersion::any);
        FAIL() << "listened twice on port " << port;
    } catch (const NetworkError& error) {
        EXPECT_EQ(std::string(error.what()), "cannot listen on 127.0.0.1:" + port + ": Address already in use");
    }
}

TEST(TcpListener, an_address_of_another_machine_is_an_error) {
    EXPECT_THROW(TcpListener("192.0.2.1", "0", IpVersion::any), NetworkError); // RFC 5737 §3: nobody's
}

TEST(TcpListener, without_a_host_it_takes_clients_over_ipv4_and_ipv6) {
    TcpListener listener("", "0", IpVersion::any);
    const std::string port = port_of(listener.local_address());
    TcpSocket v4 = TcpSocket::connect("127.0.0.1", port, IpVersion::any, patience());
    EXPECT_TRUE(listener.accept().has_value());
    if (!listener.local_address().starts_with('[')) GTEST_SKIP() << "this machine has no IPv6";
    TcpSocket v6 = TcpSocket::connect("::1", port, IpVersion::any, patience());
    const std::optional<TcpSocket> server = listener.accept();
    ASSERT_TRUE(server.has_value());
    EXPECT_THAT(server->peer_address(), testing::StartsWith("[::1]:"));
}

TEST(TcpListener, asked_for_ipv4_it_listens_on_ipv4_only) {
    const TcpListener listener("", "0", IpVersion::v4);
    EXPECT_THAT(listener.local_address(), testing::StartsWith("0.0.0.0:"));
}

TEST(TcpListener, clients_are_served_in_the_order_they_came) {
    TcpListener listener("127.0.0.1", "0", IpVersion::any);
    const std::string port = port_of(listener.local_address());
    TcpSocket first = TcpSocket::connect("127.0.0.1", port, IpVersion::any, patience());
    TcpSocket second = TcpSocket::connect("127.0.0.1", port, IpVersion::any, patience());
    second.write(as_bytes("2"));
    first.write(as_bytes("1"));
    for (const char* expected : {"1", "2"}) {
        Bytes into(1);
        std::optional<TcpSocket> server = listener.accept();
        ASSERT_TRUE(server.has_value());
        EXPECT_EQ(server->read(into), 1U);
        EXPECT_EQ(as_text(into), expected);
    }
}

TEST(TcpListener, stop_ends_a_waiting_accept_and_every_later_one) {
    TcpListener listener("127.0.0.1", "0", IpVersion::any);
    auto waiting = std::async(std::launch::async, [&] { return listener.accept().has_value(); });
    listener.stop();
    ASSERT_EQ(waiting.wait_until(patience()), std::future_status::ready);
    EXPECT_FALSE(waiting.get());
    const TcpSocket client =
        TcpSocket::connect("127.0.0.1", port_of(listener.local_address()), IpVersion::any, patience());
    EXPECT_FALSE(listener.accept().has_value());
}

TEST(TcpListener, stop_may_be_called_any_number_of_times) {
    TcpListener listener("127.0.0.1", "0", IpVersion::any);
    for (int i = 0; i < 100'000; ++i) listener.stop(); // more than the pipe within holds
    EXPECT_FALSE(listener.accept().has_value());
}

TcpListener* listener_of_the_handler = nullptr;

TEST(TcpListener, stop_in_a_signal_handler_ends_a_waiting_accept) {
    TcpListener listener("127.0.0.1", "0", IpVersion::any);
    listener_of_the_handler = &listener;
    struct sigaction action {};
    struct sigaction before {};
    action.sa_handler = [](int) { listener_of_the_handler->stop(); };
    ASSERT_EQ(::sigaction(SIGUSR1, &action, &before), 0);
    const pthread_t waiting = ::pthread_self();
    std::thread sender([waiting] { ::pthread_kill(waiting, SIGUSR1); });
    EXPECT_FALSE(listener.accept().has_value());
    sender.join();
    ::sigaction(SIGUSR1, &before, nullptr);
}

TEST(TcpListener, a_client_that_is_gone_already_does_not_keep_the_next_one_out) {
    TcpListener listener("127.0.0.1", "0", IpVersion::any);
    const std::string port = port_of(listener.local_address());
    {
        TcpSocket hasty = TcpSocket::connect("127.0.0.1", port, IpVersion::any, patience());
        const linger at_once{1, 0}; // closing then sends RST
        ::setsockopt(hasty.descriptor(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
    TcpSocket patient = TcpSocket::connect("127.0.0.1", port, IpVersion::any, patience());
    patient.write(as_bytes("x"));
    patient.shutdown_write();
    std::size_t received = 0;
    for (int i = 0; i < 2 && received == 0; ++i) {
        Bytes into(1);
        std::optional<TcpSocket> server = listener.accept();
        ASSERT_TRUE(server.has_value());
        try {
            received = server->read(into);
        } catch (const NetworkError&) { // the hasty one
        }
    }
    EXPECT_EQ(received, 1U);
}

TEST(TcpListener, without_descriptors_it_waits_until_there_are_some) {
    TcpListener listener("127.0.0.1", "0", IpVersion::any);
    const std::string port = port_of(listener.local_address());
    const auto accepted = [&] { return std::async(std::launch::async, [&] { return listener.accept().has_value(); }); };
    const TcpSocket first = TcpSocket::connect("127.0.0.1", port, IpVersion::any, patience());
    auto served = accepted(); // also since UBSan needs a descriptor when it first meets the types in a future
    ASSERT_EQ(served.wait_until(patience()), std::future_status::ready);
    EXPECT_TRUE(served.get());
    const TcpSocket second = TcpSocket::connect("127.0.0.1", port, IpVersion::any, patience());
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    // poll(2) refuses more entries than the limit allows, so the limit stays at what accept() itself polls.
    const rlimit two{2, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &two), 0);
    auto waiting = accepted();
    EXPECT_EQ(waiting.wait_for(100ms), std::future_status::timeout);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
    ASSERT_EQ(waiting.wait_until(patience()), std::future_status::ready);
    EXPECT_TRUE(waiting.get());
}

} // namespace
} // namespace vitrine::net
