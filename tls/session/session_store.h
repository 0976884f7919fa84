// Where sessions lie between two connections: the interface, and a bounded one in memory.
#pragma once

#include "tls/session/session.h"

#include <algorithm>
#include <list>
#include <map>
#include <mutex>

namespace vitrine::tls {

// Shared by connections in several threads: all of it must be safe to call from them at once. What a store finds is
// believed: whoever can write to it can be anybody.
class SessionStore {
public:
    virtual ~SessionStore() = default;
    // Keeps the session under a key, in place of what was there: a server's key is the session ID, a client's the
    // server's name. A store may forget whatever it likes.
    virtual void put(View key, std::shared_ptr<const Session> session) = 0;
    // nullptr if nothing is there, or it is not alive any more.
    virtual std::shared_ptr<const Session> find(View key, std::chrono::sys_seconds now) = 0;
    virtual void remove(View key) = 0;
};

// At most `capacity` sessions; the one that was put or found longest ago makes room. It holds their master secrets, and
// wipes each when nobody resumes it any more.
class SessionCache final : public SessionStore {
public:
    static constexpr std::size_t default_capacity = 20'000; // sessions, of about half a kilobyte without certificates

    explicit SessionCache(std::size_t capacity = default_capacity) : capacity_(capacity) {}

    void put(View key, std::shared_ptr<const Session> session) override;
    std::shared_ptr<const Session> find(View key, std::chrono::sys_seconds now) override;
    void remove(View key) override;
    std::size_t size() const;

private:
    struct Entry {
        Bytes key;
        std::shared_ptr<const Session> session;
    };
    using Entries = std::list<Entry>;

    struct Before {
        bool operator()(View one, View other) const { return std::ranges::lexicographical_compare(one, other); }
    };
    using Places = std::map<View, Entries::iterator, Before>; // under the keys that lie in the entries

    void drop(Places::iterator place);

    std::size_t capacity_;
    mutable std::mutex mutex_;
    Entries entries_; // the one used last is the last
    Places places_;
};

} // namespace vitrine::tls
