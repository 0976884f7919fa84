// Names to socket addresses, and back to text: getaddrinfo and getnameinfo (RFC 3493 §6).
#include "net/resolver.h"

#include <fmt/format.h>
#include <netdb.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

namespace vitrine::net {

std::string reason(int error_number) { return std::generic_category().message(error_number); }

std::string text_of(const SocketAddress& address) {
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    const int error = ::getnameinfo(address.raw(), address.size, host.data(), host.size(), port.data(), port.size(),
                                    NI_NUMERICHOST | NI_NUMERICSERV);
    if (error != 0) return "an unknown address";
    const bool is_v6 = address.storage.ss_family == AF_INET6;
    return fmt::format(fmt::runtime(is_v6 ? "[{}]:{}" : "{}:{}"), host.data(), port.data());
}

namespace {

int family_of(IpVersion version) {
    if (version == IpVersion::v4) return AF_INET;
    return version == IpVersion::v6 ? AF_INET6 : AF_UNSPEC;
}

std::vector<SocketAddress> addresses_in(const addrinfo* first) {
    std::vector<SocketAddress> addresses;
    for (const addrinfo* entry = first; entry != nullptr; entry = entry->ai_next) {
        SocketAddress address;
        std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
        address.size = entry->ai_addrlen;
        addresses.push_back(address);
    }
    return addresses;
}

} // namespace

std::vector<SocketAddress> resolve(const std::string& host, const std::string& port, IpVersion version) {
    addrinfo hints{};
    hints.ai_family = family_of(version);
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = host.empty() ? AI_PASSIVE : 0;
    addrinfo* found = nullptr;
    const int error = ::getaddrinfo(host.empty() ? nullptr : host.c_str(), port.c_str(), &hints, &found);
    if (error != 0)
        throw NetworkError(fmt::format("cannot resolve {}: {}", host.empty() ? "port " + port : host,
                                       error == EAI_SYSTEM ? reason(errno) : ::gai_strerror(error)));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
    std::vector<SocketAddress> addresses = addresses_in(found);
    if (host.empty()) // the IPv6 wildcard takes IPv4 clients too, the other way round it does not
        std::stable_partition(addresses.begin(), addresses.end(),
                              [](const SocketAddress& address) { return address.storage.ss_family == AF_INET6; });
    return addresses;
}

} // namespace vitrine::net
