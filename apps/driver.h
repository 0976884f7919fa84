// Joins a Connection, a socket and whoever uses the plaintext, in one thread, without ever waiting for only one of
// them: bulk both ways at once cannot lock up.
#pragma once

#include "net/tcp_socket.h"
#include "tls/connection.h"

#include <array>
#include <poll.h>

namespace vitrine::apps {

// Where the plaintext goes to and comes from.
class Application {
public:
    virtual ~Application() = default;
    // The handshake is done; called once.
    virtual void established(tls::Connection& /*connection*/) {}
    // Moves plaintext between the connection's ports and itself, as far as that goes without waiting. True if any was.
    virtual bool exchange(tls::Connection& connection) = 0;

    // False while nothing of the peer's is to be read, once the handshake is done.
    virtual bool listens() const { return true; }

    // For one that has descriptors of its own: which to wait for (-1: none), and what poll() then said of them.
    using Descriptors = std::array<pollfd, 2>;
    virtual Descriptors awaited(tls::Connection& /*connection*/) { return {{{-1, 0, 0}, {-1, 0, 0}}}; }
    virtual void woken(const Descriptors& /*ready*/) {}
};

struct Limits { // no_limit: for ever
    static constexpr std::chrono::seconds no_limit{0};
    std::chrono::seconds handshake{30};       // from the start to the last Finished
    std::chrono::seconds inactivity{0};       // afterwards: without a byte either way
    std::chrono::seconds answer_to_close{30}; // without a byte, once we have said close_notify
};

class Driver {
public:
    enum class Outcome : std::uint8_t {
        ended,     // Connection::ending() says how
        timed_out, // a limit passed
        stopped,   // `stop` became readable; close_notify has been sent, if there was room
    };

    // All of them are borrowed. `stop` is a descriptor that becomes readable when it is time to go, or -1.
    Driver(tls::Connection& connection, net::TcpSocket& socket, Application& application, Limits limits, int stop);

    Outcome run();
    // Why the socket ended other than by an orderly end of stream: "Connection reset by peer"; else empty.
    const std::string& socket_trouble() const { return socket_trouble_; }

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Waited {
        pollfd socket, stop;
        Application::Descriptors application;
    };

    void advance();
    bool flush();
    bool over();
    Time deadline() const;
    bool wait(bool progress);
    void receive();
    void begin_to_stop();
    void linger();
    void note_trouble(int error);

    tls::Connection& connection_;
    net::TcpSocket& socket_;
    Application& application_;
    Limits limits_;
    int stop_;
    Time started_, last_byte_;
    bool established_ = false, closed_ = false, stopping_ = false;
    bool peer_ended_ = false, cannot_send_ = false;
    std::string socket_trouble_;
};

} // namespace vitrine::apps
