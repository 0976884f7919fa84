// Re-runs one end of a recorded connection, bit for bit: the same draws, times and signatures go in, the same bytes
// arrive in the same pieces, and whatever the connection then tells is held against what it told before.
#pragma once

#include "tls/connection.h"
#include "tls/lab/recorded_environment.h"
#include "tls/trace/observer_list.h"
#include "tls/trace/recording.h"
#include "tls/trace/watched.h"

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
    // The recording is borrowed, and must hold secrets: else std::invalid_argument. `also` hears the same as story().
    explicit Replay(const Recording& recording, Observer* also = nullptr);

    // Hands in the next recorded input, or lets the connection take one step. False once the recording has been
    // re-run to its end, or differs.
    bool step();

    const Story& story() const { return story_; }
    const Connection& connection() const { return *connection_; }
    const std::optional<Difference>& difference() const { return difference_; }

private:
    bool hand_in(const RecordedEvent& input);
    void compare_new_events();

    const Recording& recording_;
    Story story_;
    ObserverList told_; // the story, and whoever else listens
    RecordedRandom random_;
    RecordedClock clock_;
    WatchedRandom watched_random_;
    WatchedClock watched_clock_;
    std::optional<Connection> connection_;
    std::size_t compared_ = 0; // events held against the recording
    std::optional<Difference> difference_;
};

// All of it at once: the first difference, if there is any.
std::optional<Difference> replay(const Recording& recording);

// How two events differ; nothing if they do not.
std::optional<Difference> difference_between(std::size_t place, const RecordedEvent& recorded,
                                             const RecordedEvent& replayed);

} // namespace vitrine::tls
