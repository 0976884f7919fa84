// What listens, as asio accepts on it.
#pragma once

#include "net/tcp_listener.h"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

namespace vitrine::apps {

// Of a descriptor of its own: the listener stays who it is, and may stop.
asio::ip::tcp::acceptor acceptor_of(asio::io_context& io, const net::TcpListener& listener);

} // namespace vitrine::apps
