// Stories for what is shown of a connection: one that went well, one that was refused, one with a hostile peer.
#pragma once

#include "tests/support/scripted_peer.h"
#include "tls/trace/story.h"

namespace vitrine::tls {

// All that both ends told: client authentication, data, close_notify. Of the client's suites, or of these alone.
inline Story whole_story(EventObserver* also_client = nullptr, std::vector<CipherSuite> suites = {}) {
    Story story;
    ServerConfig server = tests::server_config();
    server.client_authentication = ClientAuthentication::required;
    ClientConfig client = tests::client_config();
    client.identity = tests::identity("client_ec");
    if (!suites.empty()) client.preferences.cipher_suites = std::move(suites);
    tests::SeededPair both{std::move(client), std::move(server), also_client != nullptr ? also_client : &story, &story};
    both.pair.run();
    tests::put(both.client, as_bytes("GET / HTTP/1.1\r\n\r\n"));
    both.pair.run();
    tests::take_delivered(both.server);
    both.client.close();
    both.pair.run();
    return story;
}

inline Story chacha20_story() {
    return whole_story(nullptr, {CipherSuite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256});
}

// The client was told another name than the certificate has.
inline Story refused_story() {
    Story story;
    ClientConfig client = tests::client_config();
    client.verify_host_name = "example.org";
    tests::SeededPair both{std::move(client), tests::server_config(), &story, nullptr};
    both.pair.run();
    return story;
}

// A ClientHello with this server name in a record, as a server would tell of it; and a choice with it.
inline Story hostile_story(std::string_view name) {
    const auto u16 = [](std::size_t value) {
        return to_hex(Bytes{static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)});
    };
    const std::string entry = "00" + u16(name.size()) + to_hex(as_bytes(name));
    const std::string extension = "0000" + u16(entry.size() / 2 + 2) + u16(entry.size() / 2) + entry;
    const std::string body = "0303" + std::string(64, '0') + "000002c02f0100" + u16(extension.size() / 2) + extension;
    const std::string message = "0100" + u16(body.size() / 2) + body;
    Story story;
    story.add({Role::server, told::Wire{Role::client, *from_hex("160303" + u16(message.size() / 2) + message)}});
    story.add({Role::server, told::Choice{"server name", std::string{name}, true, "the client asks for it"}});
    story.add({Role::server, told::Check{"name", std::string{name}, "another", false, "RFC 6066 §3"}});
    story.add({Role::server, told::Failure{false, AlertDescription::unrecognized_name,
                                           "no such name " + std::string{name}, "RFC 6066 §3"}});
    return story;
}

} // namespace vitrine::tls
