// Keeps what a connection tells that a scripted peer, or a test, asks about later.
#include "tls/lab/memory.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

constexpr std::size_t random_offset = 6; // behind the handshake header and the version: RFC 5246 §7.4.1.2

} // namespace

void Memory::message(Role, const MessageEvent& event) {
    if (event.type != ContentType::handshake) return;
    handshake_messages.push_back(to_bytes(event.bytes));
    if (event.bytes.size() < random_offset + randoms.client.size()) return;
    const View random = event.bytes.subspan(random_offset);
    const HandshakeType type{event.bytes[0]};
    if (type == HandshakeType::client_hello) std::copy_n(random.begin(), randoms.client.size(), randoms.client.begin());
    if (type == HandshakeType::server_hello) std::copy_n(random.begin(), randoms.server.size(), randoms.server.begin());
}

void Memory::alert(Role us, const AlertEvent& event) {
    (event.sender == us ? alerts_sent : alerts_heard).push_back(event);
}

void Memory::secret(Role, std::string_view, View client_random, View secret) {
    master_secret = to_bytes(secret);
    std::copy(client_random.begin(), client_random.end(), randoms.client.begin());
}

} // namespace vitrine::tls
