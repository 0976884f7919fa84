// A listening TCP socket, and a pipe beside it by which a signal handler or another thread can end the waiting.
#include "net/tcp_listener.h"

#include "net/wait.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <array>
#include <cerrno>

namespace vitrine::net {

namespace {

// Listens on one address. On failure the descriptor is empty and errno says why.
Descriptor listen_on(const SocketAddress& address, IpVersion version) {
    Descriptor socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket) return {};
    const int on = 1;
    const int v6_only = version == IpVersion::v6 ? 1 : 0;
    ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (address.storage.ss_family == AF_INET6)
        ::setsockopt(socket.number(), IPPROTO_IPV6, IPV6_V6ONLY, &v6_only, sizeof v6_only);
    if (::bind(socket.number(), address.raw(), address.size) != 0) return {};
    if (::listen(socket.number(), SOMAXCONN) != 0) return {};
    return socket;
}

// This machine has no such kind of address, as one without IPv6: another may do.
bool is_not_available(int error_number) { return error_number == EAFNOSUPPORT || error_number == EADDRNOTAVAIL; }

Descriptor listen_on_first(const std::string& host, const std::string& port, IpVersion version) {
    int error = EADDRNOTAVAIL;
    for (const SocketAddress& address : resolve(host, port, version)) {
        Descriptor socket = listen_on(address, version);
        if (socket) return socket;
        error = errno;
        if (!is_not_available(error)) break;
    }
    throw NetworkError(fmt::format("cannot listen on {}:{}: {}", host.empty() ? "*" : host, port, reason(error)));
}

enum class Trouble : std::uint8_t { none, passing, lasting };

// What accept(2) reports is mostly the trouble of one client, or of the system for a moment.
Trouble trouble_of(int error_number) {
    switch (error_number) {
    case EINTR:
    case EAGAIN:
    case ECONNABORTED: return Trouble::none;
    case EBADF:
    case EINVAL:
    case ENOTSOCK: return Trouble::lasting;
    default: return Trouble::passing; // EMFILE, ENFILE, ENOBUFS, ENOMEM, and network errors of the client's path
    }
}

constexpr std::chrono::milliseconds pause_in_trouble{20};

} // namespace

TcpListener::TcpListener(const std::string& host, const std::string& port, IpVersion version)
    : descriptor_(listen_on_first(host, port, version)) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        throw NetworkError(fmt::format("cannot listen on {}: {}", local_address(), reason(errno)));
    stop_reader_ = Descriptor(ends[0]);
    stop_writer_ = Descriptor(ends[1]);
}

std::optional<TcpSocket> TcpListener::accept() {
    for (;;) {
        std::array<pollfd, 2> entries{{{stop_reader_.number(), POLLIN, 0}, {descriptor_.number(), POLLIN, 0}}};
        if (!wait_until(entries, no_deadline)) continue;
        if (entries[0].revents != 0) return std::nullopt;
        const int client = ::accept4(descriptor_.number(), nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0) return TcpSocket(client);
        const Trouble trouble = trouble_of(errno);
        if (trouble == Trouble::lasting) throw NetworkError("cannot accept clients: " + reason(errno));
        if (trouble == Trouble::none) continue;
        const Deadline again = std::chrono::steady_clock::now() + pause_in_trouble;
        if (wait_until({entries.data(), 1}, again)) return std::nullopt;
    }
}

void TcpListener::stop() {
    const int error = errno; // a signal handler must leave it as it was
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(stop_writer_.number(), &byte, 1); // a full pipe says the same
    errno = error;
}

std::string TcpListener::local_address() const {
    SocketAddress address;
    if (::getsockname(descriptor_.number(), address.raw(), &address.size) != 0) return "an unknown address";
    return text_of(address);
}

} // namespace vitrine::net
