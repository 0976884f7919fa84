// CPU time, of a thread and of one side of a connection.
#pragma once

#include "bench/scenario.h"

#include <algorithm>
#include <ctime>

namespace vitrine::bench {

// What this thread has used so far.
inline double thread_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Adds up what pieces of work take, less what asking the clock takes.
class Stopwatch {
public:
    template <class Work> void time(Work work) {
        const double begun = thread_seconds();
        work();
        seconds_ += std::max(0.0, thread_seconds() - begun - cost_);
    }
    double seconds() const { return seconds_; }

private:
    static double cost_of_asking() {
        double least = 1;
        for (int i = 0; i < 1000; ++i) {
            const double begun = thread_seconds();
            least = std::min(least, thread_seconds() - begun);
        }
        return least;
    }

    inline static const double cost_ = cost_of_asking();
    double seconds_ = 0;
};

} // namespace vitrine::bench
