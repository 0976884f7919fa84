// Greets each client, sends its lines back in capitals, and says who it is if it shows a certificate: the same program
// as classroom_server.py, in the same words.
#include "net/ssl/errors.h"
#include "net/ssl/socket.h"

#include <iostream>

using namespace vitrine::net;
using namespace vitrine::net::ssl;

namespace {

std::string common_name(const std::optional<PeerCertificate>& certificate) {
    if (certificate)
        for (const auto& [type, value] : certificate->subject)
            if (type == "commonName") return value;
    return "stranger";
}

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return text;
}

void serve(TcpSocket plain, const SSLContext& context) {
    SSLSocket client = wrap_socket(context, std::move(plain), {.server_side = true});
    std::cout << "client " << client.version() << ' ' << client.cipher().name << ' '
              << (client.session_reused() ? "resumed" : "full") << std::endl;
    client.sendall("hello, " + common_name(client.getpeercert()) + "\n");
    for (std::string line = client.readline(); !line.empty(); line = client.readline()) client.sendall(upper(line));
    client.unwrap();
}

void run(const std::string& port, const std::string& certificate, const std::string& key, const std::string& trusted) {
    SSLContext context = create_default_context(Purpose::CLIENT_AUTH, trusted);
    context.load_cert_chain(certificate, key);
    context.set_alpn_protocols({"classroom"});
    if (!trusted.empty()) context.verify_mode(CERT_REQUIRED);
    TcpListener listener = create_server("127.0.0.1", port);
    std::cerr << "ACCEPT " << listener.local_address() << '\n';
    while (std::optional<TcpSocket> plain = listener.accept()) {
        try {
            serve(std::move(*plain), context);
        } catch (const std::exception& error) {
            std::cerr << "a client: " << error.what() << '\n';
        }
    }
}

} // namespace

int main(int count, char** arguments) {
    if (count != 4 && count != 5) {
        std::cerr << "classroom_server PORT CERTIFICATE.pem KEY.pem [TRUSTED.pem]\n";
        return 1;
    }
    try {
        run(arguments[1], arguments[2], arguments[3], count == 5 ? arguments[4] : "");
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "classroom_server: " << error.what() << '\n';
        return 2;
    }
}
