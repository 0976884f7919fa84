// The engine alone: what a client says first, without a socket.
#include "tls/connection.h"
#include "tls/trace/message_log.h"

#include <iostream>

using namespace vitrine;

int main() {
    auto config = std::make_shared<tls::ClientConfig>();
    config->server_name = config->verify_host_name = "example.org";
    crypto::SystemRandom random;
    const tls::SystemClock clock;
    const tls::LineSink say = [](std::string_view line) { std::cout << line << '\n'; };
    tls::MessageLog log{say, tls::Detail::fields, tls::Colour::none};
    tls::Connection connection{config, {random, clock, &log}};
    while (connection.step()) {
    }
    std::cout << connection.to_peer().data().size() << " bytes\n";
}
