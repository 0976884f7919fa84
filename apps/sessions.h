// The connections that a server has at one time: a thread each, and never more than a bound.
#pragma once

#include "net/tcp_socket.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace vitrine::apps {

class Session { // one client, as the table of sessions sees it
public:
    explicit Session(net::TcpSocket client) : socket{std::move(client)} {}

    net::TcpSocket socket;
    std::atomic<bool> established = false; // set by the session's own thread
    std::atomic<bool> cut_off = false;     // to make room for another client

private:
    friend class Sessions;
    bool ended_ = false; // under the table's mutex
    std::thread thread_;
};

class Sessions {
public:
    // At most `limit` at once; `serve` runs in a thread of the session's own, and must not throw.
    Sessions(std::size_t limit, std::function<void(Session&)> serve);
    Sessions(const Sessions&) = delete;
    Sessions& operator=(const Sessions&) = delete;
    ~Sessions() { wait_for_all(); }

    // When there is no room, the session that has been in its handshake longest is cut off: so clients that connect and
    // say nothing keep nobody out. If all are past it, waits until one ends. Called from one thread only.
    void start(net::TcpSocket socket);
    void wait_for_all();

private:
    using Lock = std::unique_lock<std::mutex>;
    void run(Session& session);
    void make_room(Lock& lock);
    void cut_off_longest_handshake();
    std::size_t reap();

    std::size_t limit_;
    std::function<void(Session&)> serve_;
    std::mutex mutex_;
    std::condition_variable ended_;
    std::list<Session> sessions_; // oldest first
};

} // namespace vitrine::apps
