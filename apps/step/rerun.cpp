// One recorded end once more, with bytes of its peer's changed on their way.
#include "apps/step/rerun.h"

#include <algorithm>

namespace vitrine::apps {
namespace {

tls::Connection connection_of(const tls::Recording& recording, tls::Environment environment) {
    const auto signer = std::make_shared<tls::RecordedSigner>(recording);
    if (recording.us == tls::Role::client)
        return tls::Connection{tls::client_config_of(recording, signer), environment};
    return tls::Connection{tls::server_config_of(recording, signer), environment};
}

} // namespace

void RecordedOrSeeded::fill(std::string_view purpose, MutableView out) {
    try {
        recorded_.fill(purpose, out);
    } catch (const std::runtime_error&) { // the change has led it elsewhere
        seeded_.fill(purpose, out);
    }
}

std::chrono::sys_seconds RecordedOrLastTime::now() const {
    try {
        last_ = recorded_.now();
    } catch (const std::runtime_error&) { // nor does time go by while we change things
    }
    return last_;
}

Rerun::Rerun(tls::Recording recording, std::vector<Patch> patches)
    : recording_{std::move(recording)}, patches_{std::move(patches)}, random_{recording_}, clock_{recording_},
      watched_random_{random_, {&story_, recording_.us}}, watched_clock_{clock_, {&story_, recording_.us}},
      connection_{connection_of(recording_, {watched_random_, watched_clock_, &story_})} {}

Progress Rerun::advance(int /*called*/) {
    connection_.to_peer().consume(connection_.to_peer().data().size()); // nobody hears it
    if (connection_.step() || hand_in_next()) return Progress::moved;
    return Progress::ended;
}

void Rerun::hear(MutableView bytes) {
    apply(patches_, other(recording_.us), heard_, bytes);
    heard_ += bytes.size();
    while (!bytes.empty() && connection_.ending() == tls::Ending::open) {
        const MutableView space = connection_.from_peer().space();
        const std::size_t size = std::min(space.size(), bytes.size());
        if (size == 0) return; // data that the application did not take in this run
        std::ranges::copy(bytes.first(size), space.begin());
        connection_.from_peer().commit(size);
        bytes = bytes.subspan(size);
    }
}

// The next thing that entered the recorded end; what makes no sense in this run is passed over.
bool Rerun::hand_in_next() {
    if (connection_.ending() == tls::Ending::failed) return false;
    while (next_ < recording_.events.size() && recording_.events[next_].kind != "input") ++next_;
    if (next_ == recording_.events.size()) return false;
    const tls::RecordedEvent& input = recording_.events[next_++];
    const std::string_view port = input.value("port");
    Bytes bytes = from_hex(input.value("bytes")).value_or(Bytes{});
    if (port == "from_peer") hear(bytes);
    if (port == "end_of_peer") connection_.from_peer().commit(0);
    if (port == "taken_by_app") connection_.to_app().consume(connection_.to_app().data().size());
    if (port == "close") connection_.close();
    if (port == "from_app" && connection_.from_app().space().size() >= bytes.size()) {
        std::ranges::copy(bytes, connection_.from_app().space().begin());
        connection_.from_app().commit(bytes.size());
    }
    return true;
}

std::string Rerun::unchangeable(tls::Role sender) const {
    return sender == recording_.us
               ? "our own end sent that: here only what the peer sent can be changed (in step pair, "
                 "everything)"
               : "";
}

std::unique_ptr<Run> Rerun::changed(const std::vector<Patch>& patches) const {
    std::vector<Patch> all = patches_;
    all.insert(all.end(), patches.begin(), patches.end());
    return std::make_unique<Rerun>(recording_, std::move(all));
}

std::vector<tls::Recording> Rerun::recordings() const {
    tls::Recording made = recording_;
    made.events = recorded_events(story_.events(), recording_.us);
    return {made};
}

} // namespace vitrine::apps
