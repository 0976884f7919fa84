// One place in a run, and all that is shown of it. Everything here is made of the events up to that place and of
// nothing else: so going back shows again what was shown before.
#pragma once

#include "apps/step/line.h"
#include "apps/step/stops.h"
#include "tls/trace/secrets.h"

namespace vitrine::apps {

struct Scene {
    std::vector<tls::Event> past; // the position is its size
    Act act;                      // the last message of it
    bool pair = false;            // two ends tell, not one
    tls::Secrets secrets = tls::Secrets::hidden;

    Events events() const { return past; }
    Events act_events() const { return events().subspan(act.begin, act.end - act.begin); }
};

Scene scene_at(Events events, std::size_t position, tls::Secrets secrets);

// "the client reads ServerKeyExchange  x25519, signed by …": the last message, or what else has happened.
std::string title_of(const Scene& scene);

// The four questions, in this order. `most`: lines of hexadecimal, or of fields, before the rest is only counted.
Lines bytes_of(const Scene& scene, std::size_t width, std::size_t most);
Lines fields_of(const Scene& scene, std::size_t width, std::size_t most);
Lines computed_in(const Scene& scene, std::size_t width);
Lines next_of(const Scene& scene, std::size_t width);

// What has been so far.
Lines flow_of(const Scene& scene, std::size_t width);       // message by message, the last one lit
Lines state_of(const Scene& scene, std::size_t width);      // both ends' states, keys and sequence numbers, and facts
Lines keys_of(const Scene& scene, std::size_t width);       // every derivation
Lines transcript_of(const Scene& scene, std::size_t width); // what the Finished messages vouch for
Lines checks_of(const Scene& scene, std::size_t width);
Lines choices_of(const Scene& scene, std::size_t width);
Lines events_of(const Scene& scene, std::size_t width); // numbered, for `g N`

constexpr std::size_t all_lines = static_cast<std::size_t>(-1);

} // namespace vitrine::apps
