// The smallest client: sends one line over TLS 1.2 (RFC 5246) and prints what comes back.
#include "net/tcp_socket.h"
#include "net/tls_stream.h"

#include <fstream>
#include <iostream>
#include <iterator>

using namespace vitrine;

namespace {

void say_hello(const std::string& host, const std::string& port, const std::string& trusted_file) {
    auto config = std::make_shared<tls::ClientConfig>();
    config->server_name = config->verify_host_name = host;
    std::ifstream trusted{trusted_file};
    config->trust_store.add_pem(std::string{std::istreambuf_iterator<char>{trusted}, {}});

    crypto::SystemRandom random;
    const tls::SystemClock clock;
    tls::Connection connection{config, {random, clock}};
    net::TcpSocket socket = net::TcpSocket::connect(host, port, net::IpVersion::any, net::no_deadline);
    net::TlsStream stream{connection, socket};
    stream.handshake(); // here the server is verified, or nothing more happens
    stream.write(as_bytes("hello\n"));
    stream.close();
    for (View part = stream.read_in_place(); !part.empty(); part = stream.read_in_place()) {
        std::cout << as_text(part);
        stream.consume(part.size());
    }
}

} // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::cerr << "example_client HOST PORT TRUSTED.pem\n";
        return 1;
    }
    try {
        say_hello(arguments[1], arguments[2], arguments[3]);
        return 0;
    } catch (const std::exception& error) { // what() is a whole sentence
        std::cerr << "example_client: " << error.what() << '\n';
        return 2;
    }
}
