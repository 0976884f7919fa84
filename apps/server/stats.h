// A server's counters on a port of their own, for whoever asks by HTTP.
#pragma once

#include "apps/server/counters.h"
#include "net/tcp_listener.h"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <memory>

namespace vitrine::apps {

// Answers GET / and GET /metrics, one request a connection, a few at a time; in the clear, so keep it to yourself.
class StatsPort {
public:
    // `counters` are borrowed. Throws net::NetworkError if nobody can listen there.
    StatsPort(asio::io_context& io, const std::string& host, const std::string& port, const Counters& counters);

private:
    void accept();

    net::TcpListener listener_;
    asio::ip::tcp::acceptor acceptor_;
    const Counters& counters_;
    std::size_t readers_ = 0;
};

// "[HOST:]PORT"; the host is localhost if none is named. nullptr if `address` is empty. Says where on stderr:
// "STATS 127.0.0.1:9090". Throws UsageError.
std::unique_ptr<StatsPort> open_stats_port(asio::io_context& io, const std::string& address, const Counters& counters);

} // namespace vitrine::apps
