// Drives a Connection over a blocking Transport. The order is the one subtlety: flush before asking whether the goal
// is reached (or an alert never leaves), and step again after a flush before reading (or two full buffers wait for
// each other).
#include "net/tls_stream.h"

#include <algorithm>

namespace vitrine::net {

TlsStream::TlsStream(tls::Connection& connection, Transport& transport)
    : connection_(connection), transport_(transport) {}

void TlsStream::throw_if_broken() {
    if (connection_.ending() == tls::Ending::truncated)
        throw TruncatedError("the stream ended without close_notify"); // RFC 5246 §7.2.1
    if (connection_.ending() != tls::Ending::failed) return;
    const tls::FailureReport* failure = connection_.failure();
    throw TlsError(failure != nullptr ? failure->failure.sentence : "the connection failed");
}

void TlsStream::take_from_peer() {
    for (;;) {
        const MutableView space = connection_.from_peer().space();
        if (space.empty()) throw std::logic_error("the engine has no room for the peer's bytes");
        if (const auto size = transport_.try_read(space)) {
            peer_has_ended_ = *size == 0;
            return connection_.from_peer().commit(*size);
        }
        connection_.release_memory(); // a connection that waits holds no more than it must
        transport_.wait_to_read();
    }
}

void TlsStream::write_out() {
    tls::Outlet& to_peer = connection_.to_peer();
    while (!to_peer.data().empty()) {
        const bool can_read = !peer_has_ended_ && !connection_.from_peer().space().empty();
        if (!can_read) transport_.write(to_peer.data());
        const std::size_t written = can_read ? transport_.write_some(to_peer.data()) : to_peer.data().size();
        to_peer.consume(written);
        if (written == 0) take_from_peer();
    }
}

// The peer takes nothing more. Why, it may have said before it left: its alert explains more than "Broken pipe".
void TlsStream::read_last_words() {
    try {
        for (;;) {
            connection_.to_peer().consume(connection_.to_peer().data().size());
            if (connection_.step()) continue;
            if (peer_has_ended_ || connection_.from_peer().space().empty()) break;
            take_from_peer();
        }
    } catch (const NetworkError&) { // nothing was said
        return;
    }
    if (connection_.ending() == tls::Ending::failed) throw_if_broken();
}

bool TlsStream::flush() {
    if (connection_.to_peer().data().empty()) return false;
    try {
        write_out();
    } catch (const TimeoutError&) {
        throw;
    } catch (const NetworkError&) {
        read_last_words();
        throw;
    }
    return true;
}

void TlsStream::step_and_flush() {
    do {
        while (connection_.step()) {
        }
    } while (flush());
}

// A peer that has said all it had to say may have left without waiting for our close_notify: RFC 5246 §7.2.1
void TlsStream::step_and_flush_until_goodbye() {
    try {
        step_and_flush();
    } catch (const NetworkError&) {
        if (connection_.ending() != tls::Ending::clean) throw;
    }
}

// `reached` must also be true once the connection has ended.
template <class Reached> void TlsStream::drive_until(Reached reached) {
    for (;;) {
        step_and_flush_until_goodbye();
        if (reached()) return;
        take_from_peer();
    }
}

void TlsStream::handshake() {
    drive_until([this] { return connection_.established() || connection_.ending() != tls::Ending::open; });
    throw_if_broken();
    if (!connection_.established()) throw TlsError("the peer closed the connection before the handshake was done");
}

View TlsStream::read_in_place() {
    const tls::Outlet& to_app = connection_.to_app();
    if (to_app.data().empty())
        drive_until([&] { return !to_app.data().empty() || connection_.ending() != tls::Ending::open; });
    if (to_app.data().empty()) throw_if_broken();
    return to_app.data();
}

void TlsStream::consume(std::size_t size) { connection_.to_app().consume(size); }

std::size_t TlsStream::read(MutableView into) {
    if (into.empty()) return 0;
    const View ready = read_in_place();
    const std::size_t size = std::min(ready.size(), into.size());
    std::copy_n(ready.begin(), size, into.begin());
    consume(size);
    return size;
}

void TlsStream::write(View bytes) {
    while (!bytes.empty()) {
        const MutableView space = connection_.from_app().space();
        const std::size_t size = std::min(space.size(), bytes.size());
        std::copy_n(bytes.begin(), size, space.begin());
        if (size > 0) connection_.from_app().commit(size);
        bytes = bytes.subspan(size);
        while (connection_.step()) {
        }
        if (size > 0) continue; // as many records as there is room for leave in one write
        const bool made_room = flush();
        throw_if_broken();
        if (made_room) continue;
        if (connection_.ending() == tls::Ending::clean) throw TlsError("the peer has closed the connection");
        throw std::logic_error("written to a connection that is not open");
    }
    step_and_flush();
    throw_if_broken();
}

void TlsStream::close() {
    connection_.close();
    step_and_flush_until_goodbye();
}

} // namespace vitrine::net
