// A run being looked at: where we are in it, going forward and back, breakpoints, and the copy in which something was
// changed. Behind the furthest place that was reached nothing is ever computed again.
#pragma once

#include "apps/step/breakpoints.h"
#include "apps/step/run.h"
#include "apps/step/scene.h"

namespace vitrine::apps {

// Why a motion ended where it did.
enum class Arrival : std::uint8_t {
    stop,        // where it was to
    breakpoint,  // on the way
    end,         // at the end of the run
    start,       // at its start
    interrupted, // waiting for the peer was given up
};

class Session {
public:
    Session(std::unique_ptr<Run> run, tls::Secrets secrets);

    Scene scene() const { return scene_at(run().events(), position(), secrets); }
    std::size_t position() const { return track().position; }
    const Run& run() const { return *track().run; }
    const std::vector<tls::Event>& original_events() const { return original_.run->events(); }
    bool on_copy() const { return copy_.has_value(); }
    bool is_at_end() const { return track().ended && position() == run().events().size(); }

    Arrival forward(Unit unit);
    Arrival back(Unit unit);
    Arrival run_on();
    // To the place where so many events have been told; forward as far as the run goes.
    Arrival go_to(std::size_t position);

    // Breaks a copy, runs it to its end, and stands before the change. Throws StepError.
    ChangedField set(const Change& change);
    // Back to the run as it was; false if we are there.
    bool leave_copy();

    std::vector<Breakpoint> breakpoints;
    tls::Secrets secrets;
    int called = -1; // becomes readable when waiting for a peer is to be given up

private:
    struct Track {
        std::unique_ptr<Run> run;
        std::size_t position = 0;
        bool ended = false;
    };
    Track& track() { return copy_ ? *copy_ : original_; }
    const Track& track() const { return copy_ ? *copy_ : original_; }
    Progress advance();
    std::optional<std::size_t> next_stop(Unit unit) const;

    Track original_;
    std::optional<Track> copy_;
};

// How many events both have in common from the start, but for the pieces in which bytes came.
std::size_t common_start(const std::vector<tls::Event>& one, const std::vector<tls::Event>& other);

} // namespace vitrine::apps
