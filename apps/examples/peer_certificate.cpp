// Prints the certificate that a server shows, as Python's getpeercert() tells it.
#include "net/ssl/socket.h"

#include <iostream>

using namespace vitrine::net;

namespace {

void print(std::string_view what, const ssl::PeerCertificate::Pairs& pairs) {
    for (const auto& [key, value] : pairs) std::cout << what << ' ' << key << ' ' << value << '\n';
}

} // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::cerr << "peer_certificate HOST PORT TRUSTED.pem\n";
        return 1;
    }
    try {
        const ssl::SSLContext context = ssl::create_default_context(ssl::Purpose::SERVER_AUTH, arguments[3]);
        ssl::SSLSocket server = ssl::wrap_socket(context, ssl::create_connection(arguments[1], arguments[2]),
                                                 {.server_hostname = arguments[1]});
        const std::optional<ssl::PeerCertificate> certificate = server.getpeercert();
        print("subject", certificate->subject);
        print("issuer", certificate->issuer);
        print("alternative", certificate->subjectAltName);
        std::cout << "serialNumber " << certificate->serialNumber << "\nnotBefore " << certificate->notBefore
                  << "\nnotAfter " << certificate->notAfter << "\nversion " << certificate->version << '\n';
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "peer_certificate: " << error.what() << '\n';
        return 2;
    }
}
