// A Connection as the operations of a stream see it.
#include "net/asio/link.h"

#include <algorithm>

namespace vitrine::net {

void Link::leave_alone_what_is_being_sent() {
    if (sending_ && !handed_over_) handed_over_ = connection_->hand_over_to_peer();
}

void Link::step() {
    leave_alone_what_is_being_sent();
    while (connection_->step()) {
    }
}

View Link::to_send() const { return handed_over_ ? handed_over_->data() : connection_->to_peer().data(); }

void Link::sent(std::size_t size) {
    sending_ = false;
    bytes_sent_ += size;
    if (!handed_over_) return connection_->to_peer().consume(size);
    handed_over_->consume(size);
    if (handed_over_->data().empty()) handed_over_.reset();
}

void Link::drop_unsent() {
    handed_over_.reset();
    connection_->to_peer().consume(connection_->to_peer().data().size());
}

void Link::received(std::size_t size) {
    ++receipts_;
    bytes_received_ += size;
    connection_->from_peer().commit(size);
}

std::size_t Link::take(View plaintext) {
    leave_alone_what_is_being_sent();
    std::size_t taken = 0;
    while (taken < plaintext.size()) {
        const MutableView space = connection_->from_app().space();
        const std::size_t size = std::min(space.size(), plaintext.size() - taken);
        if (size == 0) break;
        std::copy_n(plaintext.begin() + static_cast<std::ptrdiff_t>(taken), size, space.begin());
        connection_->from_app().commit(size);
        taken += size;
        step();
    }
    return taken;
}

std::size_t Link::give(MutableView into) {
    std::size_t given = 0;
    while (given < into.size() && has_plaintext()) {
        const View ready = connection_->to_app().data();
        const std::size_t size = std::min(ready.size(), into.size() - given);
        std::copy_n(ready.begin(), size, into.begin() + static_cast<std::ptrdiff_t>(given));
        connection_->to_app().consume(size);
        given += size;
        step();
    }
    return given;
}

void Link::discard_plaintext() {
    while (has_plaintext()) {
        connection_->to_app().consume(connection_->to_app().data().size());
        step();
    }
}

int HandshakeGoal::missed(Link& link) const {
    const int value = error::value_of(link.connection());
    return value != 0 ? value : error::closed_in_handshake;
}

bool ShutdownGoal::reached(Link& link) {
    link.discard_plaintext();
    return link.connection().ending() == tls::Ending::clean && link.all_sent();
}

} // namespace vitrine::net
