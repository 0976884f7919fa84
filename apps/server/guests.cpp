// Who is being served.
#include "apps/server/guests.h"

namespace vitrine::apps {

void Guests::tell_change() const {
    if (on_change_) on_change_();
}

void Guests::expect() {
    const std::lock_guard lock{mutex_};
    ++expected_;
}

void Guests::give_up_expecting() {
    {
        const std::lock_guard lock{mutex_};
        --expected_;
    }
    tell_change();
}

Guests::Place Guests::enter(const std::shared_ptr<Visit>& visit) {
    Place place;
    {
        const std::lock_guard lock{mutex_};
        --expected_;
        place = in_handshake_.insert(in_handshake_.end(), visit);
    }
    tell_change();
    return place;
}

void Guests::established(Place place) {
    const std::lock_guard lock{mutex_};
    established_.splice(established_.end(), in_handshake_, place);
}

void Guests::leave(Place place, Stage stage) {
    {
        const std::lock_guard lock{mutex_};
        (stage == Stage::established ? established_ : in_handshake_).erase(place);
    }
    tell_change();
}

std::size_t Guests::size() const {
    const std::lock_guard lock{mutex_};
    return expected_ + in_handshake_.size() + established_.size();
}

std::shared_ptr<Visit> Guests::longest_in_handshake() const {
    const std::lock_guard lock{mutex_};
    for (const std::weak_ptr<Visit>& visit : in_handshake_)
        if (auto there = visit.lock()) return there;
    return nullptr;
}

std::vector<std::shared_ptr<Visit>> Guests::all() const {
    const std::lock_guard lock{mutex_};
    std::vector<std::shared_ptr<Visit>> found;
    for (const auto* const list : {&in_handshake_, &established_})
        for (const std::weak_ptr<Visit>& visit : *list)
            if (auto there = visit.lock()) found.push_back(std::move(there));
    return found;
}

} // namespace vitrine::apps
