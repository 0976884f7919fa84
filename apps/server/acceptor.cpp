// What listens, as asio accepts on it.
#include "apps/server/acceptor.h"

#include <sys/socket.h>
#include <unistd.h>

namespace vitrine::apps {

namespace {

// Asio wants to be told which one the socket is of.
asio::ip::tcp protocol_of(int socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    return address.ss_family == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4();
}

} // namespace

asio::ip::tcp::acceptor acceptor_of(asio::io_context& io, const net::TcpListener& listener) {
    return {io, protocol_of(listener.descriptor()), ::dup(listener.descriptor())};
}

} // namespace vitrine::apps
