// The smallest server: sends back what each client sends, one client after the other, over TLS 1.2 (RFC 5246).
#include "net/tcp_listener.h"
#include "net/tls_stream.h"
#include "tls/x509/certificate/pem_certificates.h"

#include <fstream>
#include <iostream>
#include <iterator>

using namespace vitrine;

namespace {

std::string content_of(const std::string& path) {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

void echo(const std::shared_ptr<const tls::ServerConfig>& config, net::TcpSocket& socket) {
    crypto::SystemRandom random;
    const tls::SystemClock clock;
    tls::Connection connection{config, {random, clock}};
    net::TlsStream stream{connection, socket};
    stream.handshake();
    for (View part = stream.read_in_place(); !part.empty(); part = stream.read_in_place()) {
        stream.write(part);
        stream.consume(part.size());
    }
    stream.close();
}

void serve(const std::string& certificate_file, const std::string& key_file) {
    auto config = std::make_shared<tls::ServerConfig>();
    config->identities.emplace_back(x509::certificates_from_pem(content_of(certificate_file)),
                                    x509::private_key_from_pem(content_of(key_file)));
    net::TcpListener listener{"127.0.0.1", "0", net::IpVersion::any};
    std::cerr << "ACCEPT " << listener.local_address() << std::endl;
    while (std::optional<net::TcpSocket> socket = listener.accept()) {
        try {
            echo(config, *socket);
        } catch (const std::exception& error) { // one client's trouble is not the server's end
            std::cerr << "example_server: " << error.what() << std::endl;
        }
    }
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "example_server CERTIFICATE.pem KEY.pem\n";
        return 1;
    }
    try {
        serve(arguments[1], arguments[2]);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "example_server: " << error.what() << '\n';
        return 2;
    }
}
