// An echo server over asio: a coroutine for each client, all in one thread.
#include "net/asio/stream.h"

#include <asio.hpp>
#include <iostream>

using namespace vitrine;
using asio::ip::tcp;

namespace {

asio::awaitable<void> serve(tcp::socket socket, const net::context& tls) {
    net::stream<tcp::socket> stream{std::move(socket), tls};
    asio::error_code error;
    const auto into_error = [&error] { return asio::redirect_error(asio::use_awaitable, error); };
    co_await stream.async_handshake(net::stream_base::server, into_error());
    std::array<char, 4096> data{};
    while (!error) {
        const std::size_t size = co_await stream.async_read_some(asio::buffer(data), into_error());
        if (!error) co_await asio::async_write(stream, asio::buffer(data, size), into_error());
    }
    if (error == asio::error::eof) // the client said close_notify: so do we
        co_await stream.async_shutdown(into_error());
    if (error) std::cerr << "a client: " << error.message() << '\n';
}

asio::awaitable<void> welcome(tcp::acceptor acceptor, const net::context& tls) {
    for (;;) {
        tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
        asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), tls), asio::detached);
    }
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "example_coroutine_server CERTIFICATE.pem KEY.pem\n";
        return 1;
    }
    try {
        net::context tls{net::context::tlsv12_server};
        tls.use_certificate_chain_file(arguments[1]);
        tls.use_private_key_file(arguments[2], net::context::pem);
        asio::io_context io;
        tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
        std::cerr << "ACCEPT " << acceptor.local_endpoint() << '\n';
        asio::co_spawn(io, welcome(std::move(acceptor), tls), asio::detached);
        io.run();
    } catch (const std::exception& error) {
        std::cerr << "example_coroutine_server: " << error.what() << '\n';
        return 2;
    }
}
