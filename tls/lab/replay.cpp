// Re-runs one end of a recorded connection, bit for bit.
#include "tls/lab/replay.h"

#include <algorithm>
#include <charconv>

namespace vitrine::tls {

namespace {

std::size_t number_in(std::string_view text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// Bytes into an Inlet, as far as it has room for them. False if it has not.
bool put(Inlet& inlet, View bytes) {
    const MutableView space = inlet.space();
    if (space.size() < bytes.size()) return false;
    std::ranges::copy(bytes, space.begin());
    inlet.commit(bytes.size());
    return true;
}

bool take(Outlet& outlet, std::size_t size) {
    if (outlet.data().size() < size) return false;
    outlet.consume(size);
    return true;
}

void abort(Connection& connection, View bytes) {
    if (!bytes.empty()) connection.abort(AlertDescription{bytes[0]}, as_text(bytes.subspan(1)));
}

// How the bytes were cut, which is the network's doing.
bool depends_on_pieces(const RecordedEvent& event) {
    return event.kind == "input" || event.kind == "wire" || event.kind == "record" || event.kind == "clock";
}

} // namespace

std::optional<Difference> difference_between(std::size_t place, const RecordedEvent& recorded,
                                             const RecordedEvent& replayed) {
    if (recorded.kind != replayed.kind) return Difference{place, recorded.kind, "", recorded.kind, replayed.kind};
    for (std::size_t i = 0; i < std::max(recorded.values.size(), replayed.values.size()); ++i) {
        const EventValue nothing;
        const EventValue& was = i < recorded.values.size() ? recorded.values[i] : nothing;
        const EventValue& is = i < replayed.values.size() ? replayed.values[i] : nothing;
        if (was != is)
            return Difference{place, recorded.kind, was.name.empty() ? is.name : was.name, was.value, is.value};
    }
    return std::nullopt;
}

std::optional<Difference> first_difference(std::span<const RecordedEvent> recorded,
                                           std::span<const RecordedEvent> replayed, Compare compare) {
    const auto skip = [compare](std::span<const RecordedEvent> events, std::size_t at) {
        while (compare == Compare::what_was_done && at < events.size() && depends_on_pieces(events[at])) ++at;
        return at;
    };
    std::size_t was = skip(recorded, 0), is = skip(replayed, 0);
    for (; was < recorded.size() && is < replayed.size(); was = skip(recorded, was + 1), is = skip(replayed, is + 1))
        if (auto difference = difference_between(was, recorded[was], replayed[is])) return difference;
    if (was == recorded.size() && is == replayed.size()) return std::nullopt;
    const std::string nothing = "nothing more";
    return Difference{was, was < recorded.size() ? recorded[was].kind : "", "",
                      was < recorded.size() ? recorded[was].kind : nothing,
                      is < replayed.size() ? replayed[is].kind : nothing};
}

bool Replay::hand_in(const RecordedEvent& input) {
    Connection& connection = run_.connection();
    const std::string_view port = input.value("port");
    const Bytes bytes = from_hex(input.value("bytes")).value_or(Bytes{});
    if (port == "from_peer") return put(connection.from_peer(), bytes);
    if (port == "from_app") return put(connection.from_app(), bytes);
    if (port == "taken_by_app") return take(connection.to_app(), number_in(input.value("size")));
    if (port == "end_of_peer") connection.from_peer().commit(0);
    if (port == "close") connection.close();
    if (port == "abort") abort(connection, bytes);
    return true;
}

void Replay::compare_new_events() {
    const std::vector<Event>& events = story().events();
    for (; compared_ < events.size() && !difference_; ++compared_) {
        const RecordedEvent now = recorded(events[compared_]);
        if (compared_ < recording_.events.size())
            difference_ = difference_between(compared_, recording_.events[compared_], now);
        else
            difference_ = Difference{compared_, "", "", "nothing more", now.kind};
    }
}

// One input or one step. False if nothing moved.
bool Replay::advance(std::size_t place) {
    const RecordedEvent* next = place < recording_.events.size() ? &recording_.events[place] : nullptr;
    if (next != nullptr && next->kind == "input") {
        if (!hand_in(*next)) difference_ = Difference{place, "input", "", "input", "no room for it"};
        return true;
    }
    if (run_.connection().step()) return true;
    if (next != nullptr && story().events().size() == place)
        difference_ = Difference{place, next->kind, "", next->kind, "nothing"};
    return false;
}

// The recording's inputs stand among the events just where they were handed in.
bool Replay::step() {
    if (difference_) return false;
    Outlet& to_peer = run_.connection().to_peer();
    to_peer.consume(to_peer.data().size()); // nobody reads it: the events are compared
    const bool moved = advance(story().events().size());
    compare_new_events();
    return moved && !difference_;
}

std::optional<Difference> replay(const Recording& recording) {
    Replay run{recording};
    while (run.step()) {
    }
    return run.difference();
}

} // namespace vitrine::tls
