// Where `c` stops: a state that an end comes into, a message that is written or read, an alert.
#pragma once

#include "apps/step/stops.h"

#include <string>

namespace vitrine::apps {

class Breakpoint {
public:
    // "server_finished", "ServerKeyExchange", "alert", without regard to case. Throws StepError with the nearest names.
    explicit Breakpoint(std::string_view name);

    const std::string& text() const { return text_; } // "message ServerKeyExchange"
    bool is_met_by(Events act) const;

private:
    enum class Kind : std::uint8_t { state, message, alert } kind_;
    std::string name_, text_;
};

} // namespace vitrine::apps
