// "host:port" as people write it.
#pragma once

#include "net/transport.h"

#include <string>

namespace vitrine::net {

struct HostAndPort {
    std::string host; // without the brackets of an IPv6 address
    std::string port;
};

// "localhost:4433", "[::1]:443", "example.org" (then `default_port`), ":4433" and "4433" if `host_is_optional`.
// Throws std::invalid_argument that says what is wrong with it.
enum class HostIs : std::uint8_t { required, optional };
HostAndPort parse_host_and_port(const std::string& text, const std::string& default_port, HostIs host_is);

} // namespace vitrine::net
