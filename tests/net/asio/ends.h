// Two ends over asio to test with: joined sockets, contexts with certificates, and a layer that is no socket.
#pragma once

#include "net/asio/stream.h"
#include "tests/support/endpoints.h"

#include <asio.hpp>
#include <gtest/gtest.h>

namespace vitrine::net::asio_ends {

using Socket = asio::local::stream_protocol::socket;

inline Bytes pattern(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i % 251);
    return bytes;
}

inline context client_context() {
    context made{context::tlsv12_client};
    made.client_config() = tests::client_config();
    return made;
}

inline context server_context() {
    context made{context::tlsv12_server};
    made.server_config() = tests::server_config();
    return made;
}

// A stream of asio's that has no descriptor to ask: every read and write goes through asio's own functions.
class Wrapped {
public:
    using executor_type = Socket::executor_type;
    explicit Wrapped(Socket socket) : socket_{std::move(socket)} {}

    executor_type get_executor() { return socket_.get_executor(); }
    template <class... Arguments> std::size_t read_some(const Arguments&... arguments) = delete;
    template <class Buffers> std::size_t read_some(const Buffers& buffers, asio::error_code& error) {
        return socket_.read_some(buffers, error);
    }
    template <class Buffers> std::size_t write_some(const Buffers& buffers, asio::error_code& error) {
        return socket_.write_some(buffers, error);
    }
    template <class Buffers, class Token> auto async_read_some(const Buffers& buffers, Token&& token) {
        return socket_.async_read_some(buffers, std::forward<Token>(token));
    }
    template <class Buffers, class Token> auto async_write_some(const Buffers& buffers, Token&& token) {
        return socket_.async_write_some(buffers, std::forward<Token>(token));
    }
    void close() { socket_.close(); }

private:
    Socket socket_;
};

// Both ends in one io_context.
template <class Layer> struct Ends {
    std::pair<Socket, Socket> sockets() {
        Socket one{io}, other{io};
        asio::local::connect_pair(one, other);
        return {std::move(one), std::move(other)};
    }

    // Until nothing is left to do; what should end and does not is a failure, and no hang.
    void run() {
        io.restart();
        io.run_for(std::chrono::seconds(20));
        EXPECT_TRUE(io.stopped());
    }

    void shake_hands() {
        std::optional<asio::error_code> of_client, of_server;
        client.async_handshake(stream_base::client, [&](asio::error_code error) { of_client = error; });
        server.async_handshake(stream_base::server, [&](asio::error_code error) { of_server = error; });
        run();
        ASSERT_TRUE(of_client && of_server);
        ASSERT_FALSE(*of_client) << of_client->message();
        ASSERT_FALSE(*of_server) << of_server->message();
    }

    asio::io_context io;
    std::pair<Socket, Socket> joined = sockets();
    stream<Layer> client{std::move(joined.first), client_context()};
    stream<Layer> server{std::move(joined.second), server_context()};
};

} // namespace vitrine::net::asio_ends
