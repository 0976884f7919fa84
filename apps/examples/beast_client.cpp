// HTTPS by Boost.Beast over our stream: asks for one target and prints what comes back.
#include "net/asio/boost_stream.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <iostream>

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::asio::ip::tcp;
using namespace vitrine;

namespace {

void get(const std::string& host, const std::string& port, const std::string& target, const net::context& tls) {
    boost::asio::io_context io;
    net::stream<beast::tcp_stream> stream{io, tls};
    stream.set_server_name(host);
    beast::get_lowest_layer(stream).connect(tcp::resolver{io}.resolve(host, port));
    stream.handshake(net::stream_base::client);

    http::request<http::string_body> request{http::verb::get, target, 11};
    request.set(http::field::host, host);
    request.set(http::field::user_agent, "example_beast_client");
    http::write(stream, request);

    beast::flat_buffer buffer;
    http::response<http::dynamic_body> response;
    http::read(stream, buffer, response);
    std::cout << beast::make_printable(response.body().data());

    beast::error_code error;
    stream.shutdown(error); // an end without close_notify says so, and what was read is whole by its length
    if (error && error != net::BoostAsio::code_of(net::error::stream_truncated)) throw beast::system_error{error};
}

} // namespace

int main(int count, char** arguments) {
    if (count != 5) {
        std::cerr << "example_beast_client HOST PORT /TARGET TRUSTED.pem\n";
        return 1;
    }
    try {
        net::context tls{net::context::tlsv12_client};
        tls.load_verify_file(arguments[4]);
        get(arguments[1], arguments[2], arguments[3], tls);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "example_beast_client: " << error.what() << '\n';
        return 2;
    }
}
