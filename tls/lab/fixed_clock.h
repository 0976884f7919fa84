// A clock that stands still until it is told otherwise.
#pragma once

#include "tls/base/environment.h"

namespace vitrine::tls {

class FixedClock final : public Clock {
public:
    explicit FixedClock(std::chrono::sys_seconds now) : now_(now) {}
    std::chrono::sys_seconds now() const override { return now_; }
    void advance(std::chrono::seconds by) { now_ += by; }

private:
    std::chrono::sys_seconds now_;
};

} // namespace vitrine::tls
