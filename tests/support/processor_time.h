// How long something takes a processor, where a limit in time is part of what is promised.
#pragma once

#include <algorithm>
#include <chrono>
#include <ctime>

namespace vitrine::tests {

// Limits of time are those of the release build: others check their own work at every step.
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__)
constexpr bool time_limits_hold = true;
#else
constexpr bool time_limits_hold = false;
#endif

inline std::chrono::nanoseconds processor_time() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

// The quickest of five: others use the processor, too.
template <class Work> std::chrono::nanoseconds least_processor_time(Work work) {
    std::chrono::nanoseconds least = std::chrono::hours{1};
    for (int round = 0; round < 5; ++round) {
        const std::chrono::nanoseconds start = processor_time();
        work();
        least = std::min(least, processor_time() - start);
    }
    return least;
}

} // namespace vitrine::tests
