// Sessions in memory, bounded: the one not used for longest makes room.
#include "tls/session/session_store.h"

namespace vitrine::tls {

void SessionCache::drop(Places::iterator place) {
    const Entries::iterator entry = place->second;
    places_.erase(place);
    entries_.erase(entry);
}

void SessionCache::put(View key, std::shared_ptr<const Session> session) {
    if (capacity_ == 0) return;
    const std::scoped_lock lock{mutex_};
    if (const auto place = places_.find(key); place != places_.end()) drop(place);
    if (entries_.size() == capacity_) drop(places_.find(entries_.front().key));
    entries_.push_back({to_bytes(key), std::move(session)});
    places_.emplace(entries_.back().key, std::prev(entries_.end()));
}

std::shared_ptr<const Session> SessionCache::find(View key, std::chrono::sys_seconds now) {
    const std::scoped_lock lock{mutex_};
    const auto place = places_.find(key);
    if (place == places_.end()) return nullptr;
    if (!place->second->session->is_alive(now)) {
        drop(place);
        return nullptr;
    }
    entries_.splice(entries_.end(), entries_, place->second);
    return place->second->session;
}

void SessionCache::remove(View key) {
    const std::scoped_lock lock{mutex_};
    if (const auto place = places_.find(key); place != places_.end()) drop(place);
}

std::size_t SessionCache::size() const {
    const std::scoped_lock lock{mutex_};
    return entries_.size();
}

} // namespace vitrine::tls
