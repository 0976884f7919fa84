// The bound on a server's sessions holds, and silent clients keep nobody out.
#include "apps/sessions.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

namespace vitrine::apps {
namespace {

class Client { // the far end of a session's socket
public:
    Client() {
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_) != 0) throw std::runtime_error{"no pair of sockets"};
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() { ::close(ends_[0]); }

    net::TcpSocket server_end() { return net::TcpSocket{ends_[1]}; }
    void hang_up() const { ::shutdown(ends_[0], SHUT_RDWR); }
    bool was_cut_off() const { // waits for it
        char byte = 0;
        return ::read(ends_[0], &byte, 1) == 0;
    }

private:
    int ends_[2]{-1, -1};
};

void read_to_the_end(Session& session) {
    std::array<std::uint8_t, 16> bytes{};
    while (session.socket.read(bytes) > 0) {
    }
}

TEST(Sessions, the_longest_handshake_is_cut_off_when_the_table_is_full) {
    Client first, second, third;
    std::atomic<int> cut_off = 0;
    Sessions sessions{2, [&](Session& session) {
                          read_to_the_end(session);
                          if (session.cut_off) ++cut_off;
                      }};
    sessions.start(first.server_end());
    sessions.start(second.server_end());
    sessions.start(third.server_end()); // would wait for ever if nobody were cut off
    EXPECT_TRUE(first.was_cut_off());
    EXPECT_EQ(cut_off, 1);
    second.hang_up();
    third.hang_up();
}

TEST(Sessions, an_established_session_is_not_cut_off) {
    Client established, silent, next;
    std::atomic<int> cut_off = 0;
    std::atomic<bool> first = true, marked = false;
    Sessions sessions{2, [&](Session& session) {
                          if (first.exchange(false)) {
                              session.established = true;
                              marked = true;
                              marked.notify_all();
                          }
                          read_to_the_end(session);
                          if (session.cut_off) ++cut_off;
                      }};
    sessions.start(established.server_end());
    marked.wait(false);
    sessions.start(silent.server_end());
    sessions.start(next.server_end());
    EXPECT_TRUE(silent.was_cut_off());
    EXPECT_EQ(cut_off, 1);
    established.hang_up();
    next.hang_up();
}

TEST(Sessions, never_more_than_the_bound_run_at_once) {
    constexpr int bound = 3;
    std::atomic<int> running = 0, most = 0, served = 0;
    {
        Sessions sessions{bound, [&](Session&) {
                              const int now = ++running;
                              for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
                              }
                              ++served;
                              --running;
                          }};
        for (int i = 0; i < 50; ++i) {
            Client client;
            sessions.start(client.server_end());
        }
    }
    EXPECT_EQ(served, 50);
    EXPECT_LE(most, bound);
}

} // namespace
} // namespace vitrine::apps
