// When whom to remind.
#include "apps/server/deadlines.h"

namespace vitrine::apps {

void Deadlines::set(Place& place, Reminded& reminded, Time time) {
    if (place.taken_ && place.at_->first == time) return;
    clear(place);
    if (time == Time::max()) return;
    place.at_ = places_.emplace(time, &reminded);
    place.taken_ = true;
    if (time < armed_) arm();
}

void Deadlines::clear(Place& place) {
    if (place.taken_) places_.erase(place.at_);
    place.taken_ = false;
}

void Deadlines::arm() {
    armed_ = places_.begin()->first;
    timer_.expires_at(armed_); // and ends the wait of before
    timer_.async_wait([this](const std::error_code& error) {
        if (!error) remind();
    });
}

// Who was reminded takes its place away, or a later one.
void Deadlines::remind() {
    armed_ = Time::max();
    const Time now = std::chrono::steady_clock::now();
    while (!places_.empty() && places_.begin()->first <= now) places_.begin()->second->on_deadline();
    if (!places_.empty()) arm();
}

} // namespace vitrine::apps
