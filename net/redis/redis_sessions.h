// Sessions that several servers share, in Redis: whoever a client comes back to knows it by its session ID.
#pragma once

#include "tls/session/session_store.h"
#include "tls/session/ticket_keys.h"

#include <chrono>
#include <functional>
#include <mutex>

namespace vitrine::net {

// Where the store is: "redis://[:PASSWORD@]HOST[:PORT][/DATABASE]".
struct RedisAddress {
    std::string host, port, password; // no password: none is said
    unsigned database = 0;
};

// Throws std::invalid_argument that says what is wrong with it.
RedisAddress parse_redis_address(const std::string& url);

// What lies in Redis is sealed by the servers' ticket keys: it can neither be read nor made by whoever has the store
// alone. A store that is gone, slow or talks nonsense costs clients the abbreviated handshake and nothing else: each
// call waits at most `patience` (the resolver, if the host is a name, as long as it likes), and after a failure none is
// made for `rest`.
class RedisSessions final : public tls::SessionStore {
public:
    static constexpr std::chrono::milliseconds patience{200};
    static constexpr std::chrono::milliseconds rest{1000};
    // Told, in a sentence, when the store begins to fail and when it is back; from any thread that uses it.
    using Tell = std::function<void(const std::string& sentence)>;

    RedisSessions(RedisAddress address, std::shared_ptr<tls::TicketProtection> keys, Tell tell);
    ~RedisSessions() override;

    void put(View key, std::shared_ptr<const tls::Session> session) override;
    std::shared_ptr<const tls::Session> find(View key, std::chrono::sys_seconds now) override;
    void remove(View key) override;

private:
    struct Link; // the only place that knows hiredis
    template <class Act> bool asked(Act act);
    void failed(const std::string& why);

    RedisAddress address_;
    std::shared_ptr<tls::TicketProtection> keys_;
    Tell tell_;
    std::mutex mutex_;
    std::unique_ptr<Link> link_; // nullptr: not connected
    std::chrono::steady_clock::time_point again_at_{};
    bool failing_ = false;
};

} // namespace vitrine::net
