// A connection configured as a recorded one was, in its environment: the same draws, times and signatures.
#pragma once

#include "tls/connection.h"
#include "tls/lab/recorded_environment.h"
#include "tls/trace/observer_list.h"
#include "tls/trace/watched.h"

namespace vitrine::tls {

class RecordedRun {
public:
    // The recording is borrowed, and must hold secrets: else std::invalid_argument. `also` hears the same as the story.
    explicit RecordedRun(const Recording& recording, Observer* also = nullptr);
    RecordedRun(const RecordedRun&) = delete;
    RecordedRun& operator=(const RecordedRun&) = delete;

    Connection& connection() { return *connection_; }
    const Connection& connection() const { return *connection_; }
    const Story& story() const { return story_; }

private:
    Story story_;
    ObserverList told_; // the story, and whoever else listens
    RecordedRandom random_;
    RecordedClock clock_;
    WatchedRandom watched_random_;
    WatchedClock watched_clock_;
    std::optional<Connection> connection_;
};

} // namespace vitrine::tls
