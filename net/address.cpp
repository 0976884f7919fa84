// "host:port" as people write it; IPv6 literals stand in brackets (RFC 3986 §3.2.2).
#include "net/address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace vitrine::net {

namespace {

constexpr unsigned highest_port = 65535;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

bool is_service_character(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

bool is_printable(char c) { return c > ' ' && c != '\x7f'; }

bool is_ipv6(std::string_view text) {
    const std::string address(text.substr(0, text.find('%'))); // what follows % is the interface (RFC 4007 §11)
    in6_addr ignored{};
    return ::inet_pton(AF_INET6, address.c_str(), &ignored) == 1;
}

[[noreturn]] void reject(std::string_view text, std::string_view why) {
    throw std::invalid_argument(fmt::format("'{}' is not a host and port: {}", text, why));
}

void check_port(std::string_view text, std::string_view port, HostIs host_is) {
    if (port.empty()) reject(text, "the port is missing");
    if (port.front() == '-' || !std::all_of(port.begin(), port.end(), is_service_character))
        reject(text, "the port is not a number");
    if (!is_number(port)) return; // the name of a service, as "https"
    unsigned number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (error != std::errc{} || number > highest_port) reject(text, "a port is at most 65535");
    if (number == 0 && host_is == HostIs::required) reject(text, "nobody can be reached at port 0");
}

struct Parts {
    std::string_view host;
    std::string_view port;
};

// "[::1]:443" and "[::1]"
Parts split_bracketed(std::string_view text, std::string_view default_port) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) reject(text, "the ']' is missing");
    const std::string_view host = text.substr(1, end - 1);
    const std::string_view rest = text.substr(end + 1);
    if (!is_ipv6(host)) reject(text, "there is no IPv6 address between the brackets");
    if (rest.empty()) return {host, default_port};
    if (rest.front() != ':') reject(text, "after ']' only a ':' and a port may follow");
    return {host, rest.substr(1)};
}

Parts split(std::string_view text, std::string_view default_port, HostIs host_is) {
    if (text.starts_with('[')) return split_bracketed(text, default_port);
    if (host_is == HostIs::optional && is_number(text)) return {{}, text};
    if (is_ipv6(text)) return {text, default_port};
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {text, default_port};
    if (text.find(':', colon + 1) != std::string_view::npos)
        reject(text, "it has more than one ':'; an IPv6 address stands in brackets, [::1]:443");
    return {text.substr(0, colon), text.substr(colon + 1)};
}

} // namespace

HostAndPort parse_host_and_port(const std::string& text, const std::string& default_port, HostIs host_is) {
    if (text.empty()) reject(text, "it is empty");
    if (!std::all_of(text.begin(), text.end(), is_printable))
        throw std::invalid_argument("a host and port have no space and no control character in them");
    if (text.find('/') != std::string::npos) reject(text, "give host:port, without scheme or path");
    Parts parts = split(text, default_port, host_is);
    if (parts.host == "*" && host_is == HostIs::optional) parts.host = {};
    if (parts.host.empty() && host_is == HostIs::required) reject(text, "the host is missing");
    check_port(text, parts.port, host_is);
    return {std::string(parts.host), std::string(parts.port)};
}

} // namespace vitrine::net
