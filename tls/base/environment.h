// Everything that enters a connection besides its configuration and the peer's bytes.
// Whoever controls these three controls the run: that is what makes it repeatable.
#pragma once

#include "crypto/random.h"

#include <chrono>

namespace vitrine::tls {

class Observer;

class Clock {
public:
    virtual ~Clock() = default;
    virtual std::chrono::sys_seconds now() const = 0; // UTC
};

class SystemClock final : public Clock {
public:
    std::chrono::sys_seconds now() const override {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
};

// All three are borrowed and must outlive the connection. No observer: nothing is told, nothing is kept.
struct Environment {
    crypto::RandomSource& random;
    const Clock& clock;
    Observer* observer = nullptr;
};

} // namespace vitrine::tls
