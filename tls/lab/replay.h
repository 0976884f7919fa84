// Re-runs one end of a recorded connection, bit for bit: the same draws, times and signatures go in, the same bytes
// arrive in the same pieces, and whatever the connection then tells is held against what it told before.
#pragma once

#include "tls/lab/recorded_run.h"

namespace vitrine::tls {

// The first place where a re-run tells something else.
struct Difference {
    std::size_t event;    // its place in the recording
    std::string kind;     // "derivation"; what was recorded there
    std::string field;    // "output"; empty if there was another kind of event, or none
    std::string recorded; // both values; a kind of event if `field` is empty
    std::string replayed;
};

class Replay {
public:
    // As RecordedRun.
    explicit Replay(const Recording& recording, Observer* also = nullptr)
        : recording_(recording), run_(recording, also) {}

    // Hands in the next recorded input, or lets the connection take one step. False once the recording has been
    // re-run to its end, or differs.
    bool step();

    const Story& story() const { return run_.story(); }
    const Connection& connection() const { return run_.connection(); }
    const std::optional<Difference>& difference() const { return difference_; }

private:
    bool hand_in(const RecordedEvent& input);
    bool advance(std::size_t place);
    void compare_new_events();

    const Recording& recording_;
    RecordedRun run_;
    std::size_t compared_ = 0; // events held against the recording
    std::optional<Difference> difference_;
};

// All of it at once: the first difference, if there is any.
std::optional<Difference> replay(const Recording& recording);

// How two events differ; nothing if they do not.
std::optional<Difference> difference_between(std::size_t place, const RecordedEvent& recorded,
                                             const RecordedEvent& replayed);
// The first place where two runs do. Of runs with peers of their own (or recordings without secrets) not everything
// can be alike: what was read in which pieces is passed over then.
enum class Compare : std::uint8_t { everything, what_was_done };
std::optional<Difference> first_difference(std::span<const RecordedEvent> recorded,
                                           std::span<const RecordedEvent> replayed, Compare compare);

} // namespace vitrine::tls
