// A Connection as the operations of a stream see it: bytes to send, room to receive, what has been reached. Knows
// nothing of asio. The order is that of net/tls_stream.cpp: flush before asking whether a goal is reached.
#pragma once

#include "net/asio/errors.h"

#include <memory>
#include <utility>

namespace vitrine::net {

class Link {
public:
    explicit Link(std::unique_ptr<tls::Connection> connection) : connection_{std::move(connection)} {}

    tls::Connection& connection() { return *connection_; }

    // Moves messages until bytes are needed, or room. What a write under way reads stays where it is.
    void step();
    bool open() const { return connection_->ending() == tls::Ending::open; }

    View to_send() const; // what is to be written next
    // Between these two, what to_send() gave is being read by somebody else.
    void begin_sending() { sending_ = true; }
    void sent(std::size_t size);
    bool sending() const { return sending_; }
    bool all_sent() const { return to_send().empty() && !sending_; }
    void drop_unsent(); // the peer takes nothing more

    MutableView room() { return connection_->from_peer().space(); } // for the peer's bytes
    void received(std::size_t size);                                // so many are in it; 0: the stream has ended
    std::uint64_t receipts() const { return receipts_; }            // how often
    std::uint64_t bytes_sent() const { return bytes_sent_; }
    std::uint64_t bytes_received() const { return bytes_received_; }

    // Copies plaintext for the peer to where records are sealed, as far as there is room. Bytes taken.
    std::size_t take(View plaintext);
    // Copies plaintext that has come. Bytes given.
    std::size_t give(MutableView into);
    bool has_plaintext() { return !connection_->to_app().data().empty(); }
    void discard_plaintext();

private:
    void leave_alone_what_is_being_sent();

    std::unique_ptr<tls::Connection> connection_;
    std::unique_ptr<tls::Outlet> handed_over_; // to be sent before what the connection has
    bool sending_ = false;
    std::uint64_t receipts_ = 0, bytes_sent_ = 0, bytes_received_ = 0;
};

// Each operation of a stream has a goal: what to do at its start, when it is reached, and what it is if the
// connection ends before.
struct Goal {
    static constexpr bool reads = true; // waits for the peer's bytes; else only for room to write
    static constexpr bool leaves_no_trace =
        false; // when it is cancelled: another of its kind goes on as if it never was
    template <class Self, class Error> void complete(Self& self, Error error) { self.complete(error); }
};

struct HandshakeGoal : Goal {
    void begin(Link& /*link*/) {}
    bool reached(Link& link) { return link.connection().established(); }
    int missed(Link& link) const;
};

struct ShutdownGoal : Goal { // close_notify both ways; what the peer still sends is dropped
    void begin(Link& link) { link.connection().close(); }
    bool reached(Link& link);
    int missed(Link& link) const { return error::value_of(link.connection()); }
};

struct FlushGoal : Goal {
    static constexpr bool reads = false;
    void begin(Link& /*link*/) {}
    bool reached(Link& link) { return link.all_sent(); }
    int missed(Link& link) const { return error::value_of(link.connection()); }
};

struct TakeGoal : Goal { // some bytes of the peer's, or its end
    static constexpr bool leaves_no_trace = true;
    void begin(Link& link) { receipts = link.receipts(); }
    bool reached(Link& link) const { return link.receipts() != receipts || link.room().empty(); }
    int missed(Link& /*link*/) const { return 0; }

    std::uint64_t receipts = 0;
};

} // namespace vitrine::net
