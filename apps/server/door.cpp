// Where clients come in.
#include "apps/server/door.h"

#include "apps/server/acceptor.h"
#include "apps/server/config.h"
#include "apps/terminal.h"

#include <asio/post.hpp>
#include <csignal>
#include <fmt/format.h>

namespace vitrine::apps {

namespace {

constexpr std::chrono::milliseconds pause_without_descriptors{100};

} // namespace

Door::Door(asio::io_context& io, House& house, std::vector<std::unique_ptr<Worker>>& workers,
           const net::TcpListener& listener)
    : io_{io}, house_{house}, workers_{workers}, acceptor_{acceptor_of(io, listener)},
      signals_{io, SIGINT, SIGTERM, SIGHUP}, drain_{io}, pause_{io} {
    house_.guests.on_change([this] {
        asio::post(io_, [this] {
            if (full_ && !stopped_) accept();
            leave_if_done();
        });
    });
}

void Door::run() {
    await_signal();
    accept();
    io_.run();
}

void Door::accept() {
    const std::size_t wanted = house_.options.accept_count;
    if (stopped_ || (wanted != 0 && count_ == wanted)) return leave_if_done();
    full_ = house_.guests.size() >= house_.options.max_connections;
    if (full_) return make_room(); // and on with it when somebody leaves
    next_.emplace(workers_[count_ % workers_.size()]->io());
    acceptor_.async_accept(*next_, [this](const std::error_code& error) { accepted(error); });
}

void Door::accepted(const std::error_code& error) {
    if (stopped_ || error == asio::error::operation_aborted) return;
    if (error) { // a client that is gone already, or no descriptors left for a moment
        pause_.expires_after(pause_without_descriptors);
        return pause_.async_wait([this](const std::error_code&) { accept(); });
    }
    ++house_.counters.accepted;
    workers_[count_++ % workers_.size()]->receive(std::move(*next_));
    accept();
}

void Door::make_room() {
    if (const std::shared_ptr<Visit> longest = house_.guests.longest_in_handshake())
        asio::post(longest->executor(), [longest] { longest->cut_off(); });
}

void Door::await_signal() {
    signals_.async_wait([this](const std::error_code& error, int signal) {
        if (error) return;
        if (signal == SIGHUP)
            reload();
        else
            stopped_ ? give_up() : stop();
        await_signal();
    });
}

void Door::stop() {
    stopped_ = true;
    std::error_code ignored;
    acceptor_.close(ignored);
    for (const std::shared_ptr<Visit>& visit : house_.guests.all())
        asio::post(visit->executor(), [visit] { visit->stop(); });
    drain_.expires_after(std::chrono::seconds{house_.options.drain});
    drain_.async_wait([this](const std::error_code& error) {
        if (!error) give_up();
    });
    leave_if_done();
}

void Door::give_up() {
    for (const std::shared_ptr<Visit>& visit : house_.guests.all())
        asio::post(visit->executor(), [visit] { visit->give_up(); });
}

// Who is here keeps what was agreed on; a file that is no good leaves all as it was.
void Door::reload() {
    try {
        house_.config = config_of(house_.options, house_.config.load().get());
        ++house_.counters.reloads;
        say("vitrine: certificates and keys were read anew\n");
    } catch (const std::exception& error) {
        ++house_.counters.failed_reloads;
        say(fmt::format("vitrine: nothing is reloaded: {}\n", escaped(error.what())));
    }
}

void Door::leave_if_done() {
    const std::size_t wanted = house_.options.accept_count;
    const bool no_more = stopped_ || (wanted != 0 && count_ == wanted);
    if (!no_more || house_.guests.size() != 0) return;
    std::error_code ignored;
    signals_.cancel(ignored);
    drain_.cancel();
    acceptor_.close(ignored);
    io_.stop();
}

} // namespace vitrine::apps
