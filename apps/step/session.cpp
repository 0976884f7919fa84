// A run being looked at: forward, back, and the copy in which something was changed.
#include "apps/step/session.h"

#include <algorithm>

namespace vitrine::apps {
namespace {

bool is_input(const tls::Event& event) { return tls::as<tls::told::Input>(event) != nullptr; }

bool tell_the_same(const tls::Event& one, const tls::Event& other) {
    return one.us == other.us && one.what.index() == other.what.index() && values_of(one) == values_of(other);
}

} // namespace

std::size_t common_start(const std::vector<tls::Event>& one, const std::vector<tls::Event>& other) {
    std::size_t at = 0;
    for (std::size_t i = 0;; ++i) {
        while (i < one.size() && is_input(one[i])) ++i;
        while (at < other.size() && is_input(other[at])) ++at;
        if (i >= one.size() || at >= other.size() || !tell_the_same(one[i], other[at])) return at;
        ++at;
    }
}

Session::Session(std::unique_ptr<Run> run, tls::Secrets shown) : secrets{shown}, original_{std::move(run), 0, false} {}

Progress Session::advance() {
    const Progress progress = track().run->advance(called);
    if (progress == Progress::ended) track().ended = true;
    return progress;
}

std::optional<std::size_t> Session::next_stop(Unit unit) const {
    const std::vector<std::size_t> stops = stops_in(run().events(), unit);
    const auto next = std::upper_bound(stops.begin(), stops.end(), position());
    return next == stops.end() ? std::nullopt : std::optional{*next};
}

Arrival Session::forward(Unit unit) {
    for (;;) {
        if (const auto stop = next_stop(unit)) {
            track().position = *stop;
            return Arrival::stop;
        }
        const Progress progress = advance();
        if (progress == Progress::interrupted) return Arrival::interrupted;
        if (progress == Progress::ended) return Arrival::end;
    }
}

Arrival Session::back(Unit unit) {
    const std::vector<std::size_t> stops = stops_in(run().events(), unit);
    const auto here = std::lower_bound(stops.begin(), stops.end(), position());
    const bool at_start = position() == 0;
    track().position = here == stops.begin() ? 0 : *std::prev(here);
    return at_start ? Arrival::start : Arrival::stop;
}

Arrival Session::run_on() {
    for (;;) {
        const std::size_t before = position();
        const Arrival arrival = forward(Unit::message);
        if (arrival != Arrival::stop) return arrival;
        const Events act = Events{run().events()}.subspan(before, position() - before);
        for (const Breakpoint& breakpoint : breakpoints)
            if (breakpoint.is_met_by(act)) return Arrival::breakpoint;
    }
}

Arrival Session::go_to(std::size_t wanted) {
    while (run().events().size() < wanted) {
        const Progress progress = advance();
        if (progress == Progress::moved) continue;
        track().position = run().events().size();
        return progress == Progress::ended ? Arrival::end : Arrival::interrupted;
    }
    track().position = wanted;
    return Arrival::stop;
}

ChangedField Session::set(const Change& change) {
    ChangedField changed = find_change(run().events(), position(), change);
    if (const std::string why = run().unchangeable(changed.sender); !why.empty()) throw StepError{why};
    Track copy{run().changed(changed.patches), 0, false};
    while (copy.run->advance(called) == Progress::moved) {
    }
    copy.ended = true;
    const std::size_t common = common_start(run().events(), copy.run->events());
    for (const std::size_t stop : stops_in(copy.run->events(), Unit::message))
        if (stop <= common) copy.position = stop;
    copy_ = std::move(copy);
    return changed;
}

bool Session::leave_copy() {
    const bool was_there = copy_.has_value();
    copy_.reset();
    return was_there;
}

} // namespace vitrine::apps
