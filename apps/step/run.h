// A connection that goes on when it is told to, and never before. It tells all that happens; what is behind it can
// then be looked at as often as one likes.
#pragma once

#include "apps/step/patch.h"
#include "tls/trace/recording.h"

#include <memory>
#include <poll.h>

namespace vitrine::apps {

enum class Progress : std::uint8_t {
    moved,       // something happened; it may have told nothing
    ended,       // nothing will ever happen again
    interrupted, // it waits for the peer, and whoever asked was called away
};

class Run {
public:
    virtual ~Run() = default;

    virtual const std::vector<tls::Event>& events() const = 0;
    // Lets one thing happen: a step of an end, bytes that go or come. May wait for a live peer, without any limit;
    // `called` is a descriptor that becomes readable when waiting is to be given up, or -1.
    virtual Progress advance(int called) = 0;

    // What the run is, in one line: "both ends in memory, seed 1".
    virtual std::string name() const = 0;
    // Empty, or why nothing that this role sends can be changed.
    virtual std::string unchangeable(tls::Role sender) const = 0;
    // The same run once more, with these bytes changed on their way: it ends by itself. This one stays as it is.
    virtual std::unique_ptr<Run> changed(const std::vector<Patch>& patches) const = 0;
    // One for each end, with all secrets.
    virtual std::vector<tls::Recording> recordings() const = 0;
};

// What this end told, as a recording has it.
std::vector<tls::RecordedEvent> recorded_events(const std::vector<tls::Event>& events, tls::Role us);

} // namespace vitrine::apps
