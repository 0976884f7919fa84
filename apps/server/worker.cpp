// One thread of a server.
#include "apps/server/worker.h"

#include "apps/terminal.h"

#include <asio/post.hpp>
#include <fmt/format.h>

namespace vitrine::apps {

Worker::Worker(House& house) : house_{house}, thread_{[this] { io_.run(); }} {}

Worker::~Worker() {
    io_.stop(); // a timer may still be set, for somebody who has left
    thread_.join();
}

void Worker::receive(Visit::Socket socket) {
    house_.guests.expect();
    asio::post(io_, [this, moved = std::move(socket)]() mutable { begin(std::move(moved)); });
}

void Worker::begin(Visit::Socket socket) {
    try {
        std::make_shared<Visit>(house_, deadlines_, std::move(socket))->begin();
    } catch (const std::exception& error) { // one client's trouble is not the server's end
        house_.guests.give_up_expecting();
        say(fmt::format("vitrine: a connection ended: {}\n", escaped(error.what())));
        house_.last_failure = ExitCode::internal;
    }
}

} // namespace vitrine::apps
