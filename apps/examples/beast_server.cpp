// HTTPS by Boost.Beast over our stream: tells each client what was asked for. One object a client, one thread for all.
#include "net/asio/boost_stream.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <iostream>
#include <memory>

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::asio::ip::tcp;
using namespace vitrine;

namespace {

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(tcp::socket socket, const net::context& tls) : stream_{std::move(socket), tls} {}

    void run() {
        give_time();
        stream_.async_handshake(net::stream_base::server,
                                beast::bind_front_handler(&Session::shaken, shared_from_this()));
    }

private:
    void give_time() { beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds(30)); }

    void shaken(beast::error_code error) {
        if (error) return tell("handshake", error);
        read();
    }

    void read() {
        request_ = {};
        give_time();
        http::async_read(stream_, buffer_, request_, beast::bind_front_handler(&Session::answer, shared_from_this()));
    }

    void answer(beast::error_code error, std::size_t /*size*/) {
        if (error == http::error::end_of_stream) return close();
        if (error) return tell("read", error);
        response_ = {http::status::ok, request_.version()};
        response_.set(http::field::content_type, "text/plain");
        response_.keep_alive(request_.keep_alive());
        response_.body() = "you asked for " + std::string{request_.target()} + "\n";
        response_.prepare_payload();
        http::async_write(stream_, response_, beast::bind_front_handler(&Session::answered, shared_from_this()));
    }

    void answered(beast::error_code error, std::size_t /*size*/) {
        if (error) return tell("write", error);
        if (response_.need_eof() || !response_.keep_alive()) return close();
        read();
    }

    void close() {
        give_time();
        stream_.async_shutdown(beast::bind_front_handler(&Session::closed, shared_from_this()));
    }

    void closed(beast::error_code error) {
        if (error) tell("shutdown", error);
    }

    static void tell(const char* what, beast::error_code error) {
        std::cerr << what << ": " << error.message() << '\n';
    }

    net::stream<beast::tcp_stream> stream_;
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    http::response<http::string_body> response_;
};

void welcome(tcp::acceptor& acceptor, const net::context& tls) {
    acceptor.async_accept([&](beast::error_code error, tcp::socket socket) {
        if (!error) std::make_shared<Session>(std::move(socket), tls)->run();
        welcome(acceptor, tls);
    });
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "example_beast_server CERTIFICATE.pem KEY.pem\n";
        return 1;
    }
    try {
        net::context tls{net::context::tlsv12_server};
        tls.use_certificate_chain_file(arguments[1]);
        tls.use_private_key_file(arguments[2], net::context::pem);
        boost::asio::io_context io{1};
        tcp::acceptor acceptor{io, {boost::asio::ip::address_v4::loopback(), 0}};
        std::cerr << "ACCEPT " << acceptor.local_endpoint() << '\n';
        welcome(acceptor, tls);
        io.run();
    } catch (const std::exception& error) {
        std::cerr << "example_beast_server: " << error.what() << '\n';
        return 2;
    }
}
