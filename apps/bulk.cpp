// Bulk data for measuring, at either end of a connection: sent from nowhere, or taken to nowhere. Nothing is copied:
// what is measured is the connection.
#include "apps/bulk.h"

#include <algorithm>

namespace vitrine::apps {

namespace {

// Lets go of all that has come. Bytes.
std::size_t swallow(tls::Outlet& to_app) {
    const std::size_t size = to_app.data().size();
    if (size > 0) to_app.consume(size);
    return size;
}

} // namespace

void Source::established(tls::Connection& connection) {
    Service::established(connection);
    meter_.start(Meter::Direction::sent);
}

bool Source::exchange(tls::Connection& connection) {
    if (!connection.established() || connection.ending() == tls::Ending::failed) return false;
    bool moved = swallow(connection.to_app()) > 0;
    const MutableView space = connection.from_app().space();
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, space.size()));
    if (size > 0) {
        std::fill_n(space.begin(), size, static_cast<std::uint8_t>('.'));
        connection.from_app().commit(size);
        left_ -= size;
        meter_.count(size);
        moved = true;
    }
    if (left_ == 0 && !closed_) {
        closed_ = true;
        connection.close();
        return true;
    }
    if (closed_ && !gone_ && connection.to_peer().data().empty()) {
        gone_ = true;
        meter_.count(0); // until now, and not until the peer answers
    }
    return moved;
}

void Sink::established(tls::Connection& connection) {
    Service::established(connection);
    meter_.start(Meter::Direction::received);
}

bool Sink::exchange(tls::Connection& connection) {
    const std::size_t size = swallow(connection.to_app());
    if (size > 0) meter_.count(size);
    return size > 0;
}

} // namespace vitrine::apps
