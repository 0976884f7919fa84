// Reading and writing a socket without waiting.
#include "net/asio/nonblocking.h"

#include <cerrno>
#include <sys/socket.h>

namespace vitrine::net {

namespace {

std::optional<Transfer> transfer_of(ssize_t size) {
    if (size >= 0) return Transfer{static_cast<std::size_t>(size), 0};
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return std::nullopt;
    return Transfer{0, errno};
}

} // namespace

std::optional<Transfer> receive_now(int socket, MutableView into) {
    return transfer_of(::recv(socket, into.data(), into.size(), MSG_DONTWAIT));
}

std::optional<Transfer> send_now(int socket, View bytes) { // a gone peer is no reason to die
    return transfer_of(::send(socket, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL));
}

} // namespace vitrine::net
