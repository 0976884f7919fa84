// A connected TCP socket. Every call tries first and waits only if it must, so a deadline costs nothing in bulk.
#include "net/tcp_socket.h"

#include "net/wait.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <cerrno>

namespace vitrine::net {

namespace {

bool would_block(int error_number) { return error_number == EAGAIN || error_number == EWOULDBLOCK; }

std::string peer_of(int descriptor) {
    SocketAddress peer;
    if (::getpeername(descriptor, peer.raw(), &peer.size) != 0) return "a peer that is gone";
    return peer.storage.ss_family == AF_UNIX ? "a local socket" : text_of(peer);
}

// Connects one socket to one address; 0, or the number of the error, ETIMEDOUT if the deadline passed.
int connect_one(int descriptor, const SocketAddress& address, Deadline deadline) {
    if (::connect(descriptor, address.raw(), address.size) == 0) return 0;
    if (errno != EINPROGRESS && errno != EINTR) return errno;
    pollfd entry{descriptor, POLLOUT, 0};
    if (!wait_until({&entry, 1}, deadline)) return ETIMEDOUT;
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return errno;
    return error;
}

// Waits for `events`; what happened, errors included.
short wait_for(int descriptor, short events, Deadline deadline, std::string_view doing, const std::string& peer) {
    pollfd entry{descriptor, events, 0};
    if (!wait_until({&entry, 1}, deadline)) throw TimeoutError(fmt::format("timed out {} {}", doing, peer));
    return entry.revents;
}

} // namespace

TcpSocket TcpSocket::connect(const std::string& host, const std::string& port, IpVersion version, Deadline deadline) {
    const bool needs_brackets = host.find(':') != std::string::npos;
    const std::string where = needs_brackets ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
    int error = EADDRNOTAVAIL;
    for (const SocketAddress& address : resolve(host, port, version)) {
        Descriptor socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        error = socket ? connect_one(socket.number(), address, deadline) : errno;
        if (error == 0) return TcpSocket(std::exchange(socket, {}));
        if (has_passed(deadline)) throw TimeoutError(fmt::format("timed out connecting to {}", where));
    }
    throw NetworkError(fmt::format("cannot connect to {}: {}", where, reason(error)));
}

TcpSocket::TcpSocket(int descriptor) : TcpSocket(Descriptor(descriptor)) {}

TcpSocket::TcpSocket(Descriptor descriptor) : descriptor_(std::move(descriptor)), peer_(peer_of(descriptor_.number())) {
    // A flight leaves in one write; holding back its last segment for the peer's ACK (Nagle) only adds a round trip.
    const int on = 1;
    ::setsockopt(descriptor_.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

std::optional<std::size_t> TcpSocket::try_read(MutableView into) {
    if (has_passed(deadline_)) throw TimeoutError("timed out reading from " + peer_);
    const ssize_t size = ::recv(descriptor_.number(), into.data(), into.size(), MSG_DONTWAIT);
    if (size >= 0) return static_cast<std::size_t>(size);
    if (would_block(errno) || errno == EINTR) return std::nullopt;
    throw NetworkError(fmt::format("cannot read from {}: {}", peer_, reason(errno)));
}

void TcpSocket::wait_to_read() { wait_for(descriptor_.number(), POLLIN, deadline_, "reading from", peer_); }

// Writes what the system takes without waiting; 0: nothing at the moment.
std::size_t TcpSocket::send_now(View bytes) {
    if (has_passed(deadline_)) throw TimeoutError("timed out writing to " + peer_);
    const ssize_t size = ::send(descriptor_.number(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (size >= 0) return static_cast<std::size_t>(size);
    if (would_block(errno) || errno == EINTR) return 0;
    throw NetworkError(fmt::format("cannot write to {}: {}", peer_, reason(errno)));
}

void TcpSocket::write(View bytes) {
    while (!bytes.empty()) {
        const std::size_t sent = send_now(bytes);
        bytes = bytes.subspan(sent);
        if (sent == 0) wait_for(descriptor_.number(), POLLOUT, deadline_, "writing to", peer_);
    }
}

std::size_t TcpSocket::write_some(View bytes) {
    for (;;) {
        if (const std::size_t sent = send_now(bytes); sent > 0) return sent;
        const short ready = wait_for(descriptor_.number(), POLLIN | POLLOUT, deadline_, "writing to", peer_);
        if ((ready & POLLOUT) == 0) return 0;
    }
}

void TcpSocket::shutdown_write() { ::shutdown(descriptor_.number(), SHUT_WR); }

void TcpSocket::shutdown_both() { ::shutdown(descriptor_.number(), SHUT_RDWR); }

} // namespace vitrine::net
