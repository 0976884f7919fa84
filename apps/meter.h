// How fast a connection carries bulk data: a line that is written over while it runs, and one at its end.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace vitrine::apps {

class Meter {
public:
    enum class Direction : std::uint8_t { sent, received };
    enum class Shown : std::uint8_t { never, at_the_end, as_it_goes };

    // `who` begins each line: "vitrine".
    Meter(std::string who, Shown shown);

    // The handshake is done. Time counts from here; CPU time is this thread's.
    void start(Direction direction);
    void count(std::size_t bytes); // time counts up to the last of these
    // Nothing more will come: "vitrine: sent 1073741824 bytes in 0.52 s: 2065 MB/s; CPU 48 % user, 50 % system".
    // Says nothing of what was not started.
    void finish();

private:
    using Time = std::chrono::steady_clock::time_point;
    struct CpuTime {
        double user, system; // seconds
    };

    static CpuTime cpu_time();
    std::string_view verb() const { return direction_ == Direction::sent ? "sent" : "received"; }
    void show(Time now);

    std::string who_;
    Shown shown_;
    Direction direction_ = Direction::sent;
    bool started_ = false, line_open_ = false;
    std::uint64_t bytes_ = 0, bytes_at_last_line_ = 0;
    Time begun_, last_line_, counted_;
    CpuTime cpu_before_{};
};

// As it goes on a terminal, at the end elsewhere; never if the user wants quiet.
enum class Quiet : std::uint8_t { no, yes };
Meter::Shown shown_on_stderr(Quiet quiet);

} // namespace vitrine::apps
