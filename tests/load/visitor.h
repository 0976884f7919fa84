// One client of many: a stream, what it asks, and what it finds wrong.
#pragma once

#include "net/asio/stream.h"

#include <asio.hpp>

#include <string>
#include <vector>

namespace vitrine::load {

// What all of them share.
struct Crowd {
    Crowd(const std::string& host, const std::string& port, const std::string& trusted_file);

    // A line of JSON: how many came, how many things were wrong and the first of them, latencies in microseconds.
    std::string report(std::chrono::steady_clock::duration took) const;
    void note(const std::exception_ptr& error);
    void note(std::string_view what);

    asio::io_context io{1};
    net::context tls{net::context::tlsv12_client};
    std::string name;
    asio::ip::tcp::endpoint server;
    std::size_t arrived = 0, wrong = 0, answers = 0;
    std::string first_wrong;
    std::vector<std::uint32_t> latencies; // microseconds, of echoes and answers
};

// Each operation says whether it went well; what did not is noted.
class Visitor {
public:
    // Takes a ticket if the server issues them, as browsers do, and comes back to no one with it.
    explicit Visitor(Crowd& crowd) : crowd_{crowd}, stream_{crowd.io, with_tickets(crowd.tls)} {}

    asio::awaitable<bool> arrive();
    asio::awaitable<bool> echo(std::size_t size); // other bytes each time
    asio::awaitable<bool> get(const std::string& target);
    asio::awaitable<bool> leave();

private:
    static net::context& with_tickets(net::context& of) {
        of.client_config().sessions = std::make_shared<tls::SessionCache>(1);
        return of;
    }

    Crowd& crowd_;
    net::stream<asio::ip::tcp::socket> stream_;
    std::uint32_t round_ = 0;
};

} // namespace vitrine::load
