// Asks who is there, says a line, and prints what comes back; then once more, with the session of before: the same
// program as classroom_client.py, in the same words.
#include "net/ssl/errors.h"
#include "net/ssl/socket.h"

#include <iostream>

using namespace vitrine::net;
using namespace vitrine::net::ssl;

namespace {

SessionHandle visit(const std::string& host, const std::string& port, const SSLContext& context,
                    const SessionHandle& session) {
    SSLSocket server =
        wrap_socket(context, create_connection(host, port), {.server_hostname = host, .session = session});
    std::cout << server.version() << ' ' << server.cipher().name << ' '
              << server.selected_alpn_protocol().value_or("None") << ' '
              << (server.session_reused() ? "resumed" : "full") << '\n';
    const std::optional<PeerCertificate> certificate = server.getpeercert();
    for (const auto& [key, value] : certificate->subjectAltName) std::cout << "server " << key << ' ' << value << '\n';
    std::cout << server.readline();
    server.sendall("what is tls?\n");
    std::cout << server.readline();
    const SessionHandle to_be_resumed = server.session();
    server.unwrap();
    return to_be_resumed;
}

void run(int count, char** arguments) {
    const std::string host = arguments[1], port = arguments[2];
    SSLContext context = create_default_context(Purpose::SERVER_AUTH, arguments[3]);
    context.set_alpn_protocols({"classroom"});
    if (count == 6) context.load_cert_chain(arguments[4], arguments[5]);
    const SessionHandle session = visit(host, port, context, nullptr);
    visit(host, port, context, session);
}

} // namespace

int main(int count, char** arguments) {
    if (count != 4 && count != 6) {
        std::cerr << "classroom_client HOST PORT TRUSTED.pem [CERTIFICATE.pem KEY.pem]\n";
        return 2;
    }
    try {
        run(count, arguments);
        return 0;
    } catch (const SSLCertVerificationError& error) {
        std::cerr << "not believed: " << error.verify_message << '\n';
    } catch (const std::exception& error) {
        std::cerr << "failed: " << error.what() << '\n';
    }
    return 1;
}
