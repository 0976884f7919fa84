// Names to socket addresses, and back to text.
#pragma once

#include "net/transport.h"

#include <sys/socket.h>

#include <string>
#include <vector>

namespace vitrine::net {

enum class IpVersion : std::uint8_t { any, v4, v6 };

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = sizeof(sockaddr_storage);

    sockaddr* raw() { return reinterpret_cast<sockaddr*>(&storage); }
    const sockaddr* raw() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

// "127.0.0.1:4433", "[::1]:4433"
std::string text_of(const SocketAddress& address);

// Every address of the host, in the order the system prefers; `host` empty: the wildcard addresses, IPv6 first.
// Throws NetworkError ("cannot resolve nowhere.invalid: Name or service not known"). Waits for the system's
// resolver, which has limits of its own: no deadline of ours reaches into it.
std::vector<SocketAddress> resolve(const std::string& host, const std::string& port, IpVersion version);

// What the system calls the error: "Connection refused".
std::string reason(int error_number);

} // namespace vitrine::net
