// A client in one coroutine over asio: sends a line over TLS 1.2 (RFC 5246) and prints what comes back.
#include "net/asio/stream.h"

#include <asio.hpp>
#include <iostream>

using namespace vitrine;
using asio::ip::tcp;

namespace {

asio::awaitable<void> say_hello(std::string host, std::string port, const net::context& tls) {
    const auto executor = co_await asio::this_coro::executor;
    tcp::resolver resolver{executor};
    const auto found = co_await resolver.async_resolve(host, port, asio::use_awaitable);

    net::stream<tcp::socket> stream{executor, tls};
    co_await asio::async_connect(stream.lowest_layer(), found, asio::use_awaitable);
    stream.set_server_name(host); // to be asked for, and to be found in the certificate
    co_await stream.async_handshake(net::stream_base::client, asio::use_awaitable);

    co_await asio::async_write(stream, asio::buffer(std::string_view{"hello\n"}), asio::use_awaitable);
    std::string answer;
    co_await asio::async_read_until(stream, asio::dynamic_buffer(answer), '\n', asio::use_awaitable);
    std::cout << answer;
    co_await stream.async_shutdown(asio::use_awaitable); // close_notify, and the server's
}

} // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::cerr << "example_coroutine_client HOST PORT TRUSTED.pem\n";
        return 1;
    }
    int exit_code = 0;
    try {
        net::context tls{net::context::tlsv12_client};
        tls.load_verify_file(arguments[3]);
        asio::io_context io;
        asio::co_spawn(io, say_hello(arguments[1], arguments[2], tls), [](const std::exception_ptr& error) {
            if (error) std::rethrow_exception(error);
        });
        io.run();
    } catch (const std::exception& error) {
        std::cerr << "example_coroutine_client: " << error.what() << '\n';
        exit_code = 2;
    }
    return exit_code;
}
