// Two joined ends to test with: over TCP on loopback, or in memory.
#pragma once

#include "net/memory_pipe.h"
#include "net/tcp_listener.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace vitrine::net::testing_ends {

using Ends = std::pair<std::unique_ptr<Transport>, std::unique_ptr<Transport>>;

inline Deadline in(std::chrono::milliseconds time) { return std::chrono::steady_clock::now() + time; }
// For what must come: a test that waits for it in vain fails instead of hanging.
inline Deadline patience() { return in(std::chrono::seconds(20)); }

inline std::string port_of(const std::string& address) { return address.substr(address.rfind(':') + 1); }

inline std::pair<TcpSocket, TcpSocket> tcp_sockets() {
    TcpListener listener("127.0.0.1", "0", IpVersion::v4);
    TcpSocket client = TcpSocket::connect("127.0.0.1", port_of(listener.local_address()), IpVersion::any, patience());
    std::optional<TcpSocket> server = listener.accept();
    return {std::move(client), std::move(server.value())};
}

inline Ends over_tcp() {
    auto [client, server] = tcp_sockets();
    return {std::make_unique<TcpSocket>(std::move(client)), std::make_unique<TcpSocket>(std::move(server))};
}

inline Ends in_memory() { return MemoryPipe::create(); }

} // namespace vitrine::net::testing_ends
