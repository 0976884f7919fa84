// What one end of a repeatable connection needs: seeded randomness and a clock that stands in 2030.
#pragma once

#include "tls/lab/fixed_clock.h"
#include "tls/lab/seeded_random.h"

namespace vitrine::tls {

struct SeededEnd {
    explicit SeededEnd(std::string_view seed, Observer* watcher = nullptr) : random(seed), observer(watcher) {}
    Environment environment() { return {random, clock, observer}; }

    SeededRandom random;
    FixedClock clock{std::chrono::sys_days{std::chrono::year{2030} / 6 / 1}};
    Observer* observer;
};

} // namespace vitrine::tls
