// A ticket under libFuzzer, said to a server in an honest hello. With an odd first byte the rest is the ticket, which
// must not open; with an even one it is what an authentic ticket holds: whoever shares our keys may seal anything.
#include "tests/fuzz/hello_to.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    static const auto server = std::make_shared<const tls::ServerConfig>(fuzz::server_with_sessions());
    static const tls::ClientHello honest = fuzz::honest_hello(fuzz::client_with_sessions());
    if (size == 0 || size > 60'000) return 0;
    tests::SeededEnd end{"server"};
    Bytes ticket = to_bytes(View{data, size}.subspan(1));
    const bool as_it_is = (data[0] & 1) != 0;
    if (as_it_is && server->tickets->open(ticket, end.clock.now())) std::abort();
    if (!as_it_is) ticket = server->tickets->seal(ticket, end.clock.now(), end.random);
    tls::ClientHello hello = honest;
    for (tls::Extension& extension : *hello.extensions)
        if (extension.type == tls::ExtensionType::session_ticket) extension.body = tls::SessionTicket{ticket};
    tls::Connection connection{server, end.environment()};
    fuzz::say(connection, tls::HandshakeType::client_hello, encode(hello));
    // A ticket that is not taken up leads to a full handshake; only what is behind an authentic one can do more.
    if (as_it_is && connection.state() != tls::State::server_certificate) std::abort();
    return 0;
}
