// Where clients come in: listens, hands each to a worker, and knows when to stop, to reload and to turn somebody away.
#pragma once

#include "apps/server/worker.h"
#include "net/tcp_listener.h"

#include <asio/signal_set.hpp>

namespace vitrine::apps {

// All of it runs in the thread that calls run().
class Door {
public:
    // `house` and `workers` are borrowed.
    Door(asio::io_context& io, House& house, std::vector<std::unique_ptr<Worker>>& workers,
         const net::TcpListener& listener);

    // Until as many clients as were wanted have come and gone, or a signal asked to stop and they are gone.
    void run();
    bool was_stopped() const { return stopped_; }

private:
    void accept();
    void accepted(const std::error_code& error);
    void make_room();
    void await_signal();
    void stop();
    void give_up();
    void reload();
    void leave_if_done();

    asio::io_context& io_;
    House& house_;
    std::vector<std::unique_ptr<Worker>>& workers_;
    asio::ip::tcp::acceptor acceptor_;
    asio::signal_set signals_;
    asio::steady_timer drain_, pause_;
    std::optional<Visit::Socket> next_; // being accepted
    std::size_t count_ = 0;
    bool full_ = false, stopped_ = false;
};

} // namespace vitrine::apps
