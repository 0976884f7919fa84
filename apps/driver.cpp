// Joins a Connection, a socket and whoever uses the plaintext: step, flush, wait, read; and again.
#include "apps/driver.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <system_error>

namespace vitrine::apps {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds goodbye{1}; // how long a last alert may take to leave, and to be read

int milliseconds_until(steady_clock::time_point time) {
    if (time == steady_clock::time_point::max()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - steady_clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
}

bool is_passing(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

} // namespace

Driver::Driver(tls::Connection& connection, net::TcpSocket& socket, Application& application, Limits limits, int stop)
    : connection_{connection}, socket_{socket},
      application_{application}, limits_{limits}, stop_{stop}, started_{steady_clock::now()}, last_byte_{started_} {}

void Driver::note_trouble(int error) {
    if (socket_trouble_.empty()) socket_trouble_ = std::generic_category().message(error);
}

void Driver::advance() {
    do {
        while (connection_.step()) {
        }
        if (!established_ && connection_.established()) {
            established_ = true;
            application_.established(connection_);
        }
    } while (application_.exchange(connection_));
}

// Sends what the socket takes at once. True if that made room.
bool Driver::flush() {
    bool progress = false;
    tls::Outlet& to_peer = connection_.to_peer();
    while (!to_peer.data().empty()) {
        const View data = to_peer.data();
        const ssize_t sent = cannot_send_ ? static_cast<ssize_t>(data.size())
                                          : ::send(socket_.descriptor(), data.data(), data.size(),
                                                   MSG_DONTWAIT | MSG_NOSIGNAL); // a gone peer is no reason to die
        if (sent < 0 && is_passing(errno)) break;
        if (sent < 0) {
            note_trouble(errno);
            cannot_send_ = true; // but what the peer said last may still be read: its alert explains more than EPIPE
            continue;
        }
        to_peer.consume(static_cast<std::size_t>(sent));
        last_byte_ = steady_clock::now();
        progress = true;
    }
    return progress;
}

// True if nothing more will be exchanged; answers the peer's close_notify on the way (RFC 5246 §7.2.1).
bool Driver::over() {
    const tls::Ending ending = connection_.ending();
    if (ending == tls::Ending::open) return stopping_ && connection_.to_peer().data().empty();
    if (!connection_.to_app().data().empty()) return false;
    if (ending == tls::Ending::clean && !closed_) {
        closed_ = true;
        connection_.close();
        advance();
        flush();
    }
    return connection_.to_peer().data().empty();
}

Driver::Time Driver::deadline() const {
    const auto after = [](Time begin, std::chrono::seconds limit) {
        return limit == Limits::no_limit ? Time::max() : begin + limit;
    };
    if (stopping_) return last_byte_ + goodbye;
    if (!established_) return after(started_, limits_.handshake);
    const Time idle = after(last_byte_, limits_.inactivity);
    const bool we_closed = connection_.from_app().space().empty() && connection_.to_peer().data().empty();
    return we_closed ? std::min(idle, after(last_byte_, limits_.answer_to_close)) : idle;
}

// Waits until something can be done; with `progress`, only looks. False if the deadline passed.
bool Driver::wait(bool progress) {
    const bool listens = !established_ || application_.listens();
    const bool can_read = listens && !peer_ended_ && !connection_.from_peer().space().empty();
    const bool can_write = !connection_.to_peer().data().empty();
    const auto events = static_cast<short>((can_read ? POLLIN : 0) | (can_write ? POLLOUT : 0));
    const Application::Descriptors own = application_.awaited(connection_);
    std::array<pollfd, 4> waited{
        {{events == 0 ? -1 : socket_.descriptor(), events, 0}, {stopping_ ? -1 : stop_, POLLIN, 0}, own[0], own[1]}};
    const Time until = deadline();
    const int ready = ::poll(waited.data(), waited.size(), progress ? 0 : milliseconds_until(until));
    if (ready <= 0) return progress || steady_clock::now() < until;
    if (waited[1].revents != 0) begin_to_stop();
    application_.woken({waited[2], waited[3]});
    if (can_read && (waited[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) receive();
    return true;
}

void Driver::receive() {
    const MutableView space = connection_.from_peer().space();
    const ssize_t size = ::recv(socket_.descriptor(), space.data(), space.size(), MSG_DONTWAIT);
    if (size < 0 && is_passing(errno)) return;
    if (size < 0) note_trouble(errno);
    if (size > 0) last_byte_ = steady_clock::now();
    peer_ended_ = size <= 0;
    connection_.from_peer().commit(size > 0 ? static_cast<std::size_t>(size) : 0);
}

void Driver::begin_to_stop() {
    stopping_ = true;
    last_byte_ = steady_clock::now();
    connection_.close();
}

// A socket that is closed with unread bytes in it is reset, and the reset overtakes what we sent last: so read on.
void Driver::linger() {
    socket_.shutdown_write();
    const Time until = steady_clock::now() + goodbye;
    std::array<std::uint8_t, 4096> ignored{};
    while (!peer_ended_) {
        pollfd waited{socket_.descriptor(), POLLIN, 0};
        if (::poll(&waited, 1, milliseconds_until(until)) <= 0 || steady_clock::now() >= until) return;
        peer_ended_ = ::recv(socket_.descriptor(), ignored.data(), ignored.size(), MSG_DONTWAIT) <= 0;
    }
}

Driver::Outcome Driver::run() {
    for (;;) {
        advance();
        const bool progress = flush();
        if (over()) break;
        if (!wait(progress)) return stopping_ ? Outcome::stopped : Outcome::timed_out;
    }
    if (stopping_ || connection_.ending() == tls::Ending::failed) linger();
    return stopping_ ? Outcome::stopped : Outcome::ended;
}

} // namespace vitrine::apps
