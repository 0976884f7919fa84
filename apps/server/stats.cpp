// A server's counters on a port of their own.
#include "apps/server/stats.h"

#include "apps/command_line.h"
#include "apps/server/acceptor.h"
#include "apps/terminal.h"
#include "net/address.h"

#include <asio/read_until.hpp>
#include <asio/steady_timer.hpp>
#include <asio/streambuf.hpp>
#include <asio/write.hpp>

#include <fmt/format.h>

namespace vitrine::apps {

namespace {

constexpr std::size_t max_request = 4096; // bytes
constexpr std::size_t max_readers = 16;
constexpr std::chrono::seconds patience{5};

std::string answer_to(std::string_view request, const Counters& counters) {
    std::string_view status = "200 OK";
    std::string body = prometheus_text(counters);
    const std::string_view target = request.substr(0, request.find(" HTTP/1."));
    if (target != "GET /" && target != "GET /metrics") {
        status = "404 Not Found";
        body = "the counters are at /metrics\n";
    }
    return fmt::format("HTTP/1.1 {}\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {}\r\n"
                       "Connection: close\r\n\r\n{}",
                       status, body.size(), body);
}

// One reader: a request, an answer, and no longer than patience lasts.
class Reader : public std::enable_shared_from_this<Reader> {
public:
    Reader(asio::ip::tcp::socket socket, const Counters& counters, std::size_t& readers)
        : socket_{std::move(socket)}, timer_{socket_.get_executor()}, counters_{counters}, readers_{readers} {
        ++readers_;
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() { --readers_; }

    void begin() {
        timer_.expires_after(patience);
        timer_.async_wait([weak = weak_from_this()](const std::error_code& error) {
            if (const auto self = weak.lock(); self && !error) self->socket_.close();
        });
        asio::async_read_until(socket_, request_, "\r\n\r\n",
                               [self = shared_from_this()](const std::error_code& error, std::size_t) {
                                   if (!error) self->answer();
                               });
    }

private:
    void answer() {
        const auto bytes = request_.data();
        answer_ = answer_to({static_cast<const char*>(bytes.data()), bytes.size()}, counters_);
        asio::async_write(socket_, asio::buffer(answer_),
                          [self = shared_from_this()](const std::error_code&, std::size_t) {});
    }

    asio::ip::tcp::socket socket_;
    asio::steady_timer timer_;
    asio::streambuf request_{max_request};
    std::string answer_;
    const Counters& counters_;
    std::size_t& readers_;
};

} // namespace

StatsPort::StatsPort(asio::io_context& io, const std::string& host, const std::string& port, const Counters& counters)
    : listener_{host, port, net::IpVersion::any}, acceptor_{acceptor_of(io, listener_)}, counters_{counters} {
    say(fmt::format("STATS {}\n", listener_.local_address()));
    accept();
}

void StatsPort::accept() {
    acceptor_.async_accept([this](const std::error_code& error, asio::ip::tcp::socket socket) {
        if (error == asio::error::operation_aborted) return;
        if (!error && readers_ < max_readers) // else it is closed at once
            std::make_shared<Reader>(std::move(socket), counters_, readers_)->begin();
        accept();
    });
}

std::unique_ptr<StatsPort> open_stats_port(asio::io_context& io, const std::string& address, const Counters& counters) {
    if (address.empty()) return nullptr;
    try {
        const net::HostAndPort at = net::parse_host_and_port(address, "9090", net::HostIs::optional);
        return std::make_unique<StatsPort>(io, at.host.empty() ? "localhost" : at.host, at.port, counters);
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("--stats {}: {}", address, error.what())};
    }
}

} // namespace vitrine::apps
