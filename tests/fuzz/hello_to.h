// One hello, said to an end that knows sessions: what it makes of it, for the fuzz targets of tickets and extensions.
#pragma once

#include "tests/support/endpoints.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <algorithm>
#include <cstdlib>

namespace vitrine::fuzz {

// What follows the hellos is costly, and the same whatever was in them.
inline bool is_before_certificates(const tls::Connection& connection) {
    return connection.state() == tls::State::client_hello || connection.state() == tls::State::server_hello;
}

inline void say(tls::Connection& to, tls::HandshakeType type, View body) {
    const Bytes message = tls::with_header(type, body);
    for (View left = message; !left.empty();) { // in as many records as it takes
        const View fragment = left.first(std::min<std::size_t>(left.size(), 1 << 14));
        Bytes record{22, 3, 3, static_cast<std::uint8_t>(fragment.size() >> 8U),
                     static_cast<std::uint8_t>(fragment.size())};
        append(record, fragment);
        left = left.subspan(fragment.size());
        const MutableView space = to.from_peer().space();
        if (space.size() < record.size()) return;
        std::copy(record.begin(), record.end(), space.begin());
        to.from_peer().commit(record.size());
        while (is_before_certificates(to) && to.step()) {
        }
    }
    // Whatever a peer says, a fault of our own is none of the answers.
    if (to.failure() != nullptr && to.failure()->failure.alert == tls::AlertDescription::internal_error) std::abort();
}

inline tls::ServerConfig server_with_sessions() {
    tls::ServerConfig config = tests::server_config();
    config.preferences.alpn_protocols = {"h2", "http/1.1"};
    config.sessions = std::make_shared<tls::SessionCache>();
    config.tickets = std::make_shared<tls::TicketKeys>(Bytes(tls::TicketKeys::file_key_size, 7));
    return config;
}

inline tls::ClientConfig client_with_sessions() {
    tls::ClientConfig config = tests::client_config();
    config.preferences.alpn_protocols = {"h2", "http/1.1"};
    config.sessions = std::make_shared<tls::SessionCache>();
    return config;
}

// What an honest client says to it, with all the extensions that it has.
inline tls::ClientHello honest_hello(const tls::ClientConfig& config) {
    tests::SeededEnd end{"client"};
    tls::Connection client{std::make_shared<const tls::ClientConfig>(config), end.environment()};
    while (client.step()) {
    }
    constexpr std::size_t headers = 9; // bytes: of the record and of the message
    return tls::decode<tls::ClientHello>("ClientHello", client.to_peer().data().subspan(headers));
}

} // namespace vitrine::fuzz
