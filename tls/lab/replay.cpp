// Re-runs one end of a recorded connection, bit for bit.
#include "tls/lab/replay.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace vitrine::tls {

namespace {

const Recording& with_secrets(const Recording& recording) {
    if (!recording.secrets)
        throw std::invalid_argument("the recording was made without its secrets: it can be explained, not replayed");
    return recording;
}

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

Replay::Replay(const Recording& recording, Observer* also)
    : recording_(with_secrets(recording)), random_(recording), clock_(recording),
      watched_random_(random_, {&told_, recording.us}), watched_clock_(clock_, {&told_, recording.us}) {
    told_.add(story_);
    if (also != nullptr) told_.add(*also);
    const Environment environment{watched_random_, watched_clock_, &told_};
    const auto signer = std::make_shared<const RecordedSigner>(recording);
    if (recording.us == Role::client)
        connection_.emplace(client_config_of(recording, signer), environment);
    else
        connection_.emplace(server_config_of(recording, signer), environment);
}

bool Replay::hand_in(const RecordedEvent& input) {
    const std::string_view port = input.value("port");
    const Bytes bytes = from_hex(input.value("bytes")).value_or(Bytes{});
    if (port == "from_peer") return put(connection_->from_peer(), bytes);
    if (port == "from_app") return put(connection_->from_app(), bytes);
    if (port == "taken_by_app") return take(connection_->to_app(), number_in(input.value("size")));
    if (port == "end_of_peer") connection_->from_peer().commit(0);
    if (port == "close") connection_->close();
    if (port == "abort") abort(*connection_, bytes);
    return true;
}

void Replay::compare_new_events() {
    for (; compared_ < story_.events().size() && !difference_; ++compared_) {
        const RecordedEvent now = recorded(story_.events()[compared_]);
        if (compared_ < recording_.events.size())
            difference_ = difference_between(compared_, recording_.events[compared_], now);
        else
            difference_ = Difference{compared_, "", "", "nothing more", now.kind};
    }
}

// The recording's inputs stand among the events just where they were handed in.
bool Replay::step() {
    if (difference_) return false;
    connection_->to_peer().consume(connection_->to_peer().data().size()); // nobody reads it: the events are compared
    const std::size_t place = story_.events().size();
    if (place < recording_.events.size() && recording_.events[place].kind == "input") {
        if (!hand_in(recording_.events[place])) difference_ = Difference{place, "input", "", "input", "no room for it"};
    } else if (!connection_->step()) {
        if (place < recording_.events.size() && story_.events().size() == place)
            difference_ =
                Difference{place, recording_.events[place].kind, "", recording_.events[place].kind, "nothing"};
        compare_new_events();
        return false;
    }
    compare_new_events();
    return !difference_;
}

std::optional<Difference> replay(const Recording& recording) {
    Replay run{recording};
    while (run.step()) {
    }
    return run.difference();
}

} // namespace vitrine::tls
