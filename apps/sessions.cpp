// The connections that a server has at one time: a thread each, and never more than a bound.
#include "apps/sessions.h"

#include "apps/terminal.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {

Sessions::Sessions(std::size_t limit, std::function<void(Session&)> serve) : limit_{limit}, serve_{std::move(serve)} {}

void Sessions::run(Session& session) {
    serve_(session);
    const Lock lock{mutex_};
    session.ended_ = true;
    ended_.notify_all();
}

// Takes the sessions that have ended off the list. How many there were.
std::size_t Sessions::reap() {
    return sessions_.remove_if([](Session& session) {
        if (session.ended_) session.thread_.join(); // its last act was to say so
        return session.ended_;
    });
}

void Sessions::cut_off_longest_handshake() {
    const auto waiting = std::find_if(sessions_.begin(), sessions_.end(), [](const Session& session) {
        return !session.established && !session.ended_ && !session.cut_off;
    });
    if (waiting == sessions_.end()) return;
    waiting->cut_off = true;
    waiting->socket.shutdown_both();
}

void Sessions::make_room(Lock& lock) {
    reap();
    while (sessions_.size() >= limit_) {
        cut_off_longest_handshake();
        ended_.wait(lock, [this] { return reap() > 0; });
    }
}

void Sessions::start(net::TcpSocket socket) {
    Lock lock{mutex_};
    make_room(lock);
    Session& session = sessions_.emplace_back(std::move(socket));
    try {
        session.thread_ = std::thread{[this, &session] { run(session); }};
    } catch (const std::system_error& error) { // this client is lost, the server is not
        say(fmt::format("vitrine: no thread for another client: {}\n", error.what()));
        sessions_.pop_back();
    }
}

void Sessions::wait_for_all() {
    Lock lock{mutex_};
    ended_.wait(lock, [this] {
        reap();
        return sessions_.empty();
    });
}

} // namespace vitrine::apps
