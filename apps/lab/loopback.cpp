// Whom the laboratory may speak to: this machine, unless it was told twice.
#include "apps/lab/loopback.h"

#include "net/resolver.h"

#include <algorithm>
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

namespace vitrine::apps {
namespace {

bool is_loopback(const net::SocketAddress& address) {
    if (address.storage.ss_family == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6*>(address.raw())->sin6_addr);
    if (address.storage.ss_family != AF_INET) return false;
    const std::uint32_t number = ntohl(reinterpret_cast<const sockaddr_in*>(address.raw())->sin_addr.s_addr);
    return number >> 24 == IN_LOOPBACKNET;
}

} // namespace

void add_beyond_loopback_flags(CommandLine& line, BeyondLoopback& flags) {
    line.flag("beyond-loopback", flags.wanted, "speak to another machine; only together with");
    line.flag("the-peer-is-mine", flags.mine, "you may break what answers there");
}

void require_loopback(const net::HostAndPort& target, const BeyondLoopback& flags) {
    if (flags.wanted && flags.mine) return;
    const auto addresses = net::resolve(target.host, target.port, net::IpVersion::any);
    if (!target.host.empty() && std::all_of(addresses.begin(), addresses.end(), is_loopback)) return;
    throw UsageError{fmt::format("{} is not this machine's loopback: faults are for peers that are yours.\n"
                                 "  If this one is, say so twice: -beyond-loopback -the-peer-is-mine",
                                 target.host.empty() ? "*" : target.host)};
}

} // namespace vitrine::apps
