// What ends waiting on a screen: a key, or a signal that asks the program to go.
#pragma once

#include "net/descriptor.h"

#include <csignal>
#include <cstdint>

namespace vitrine::apps {

class WakeUp {
public:
    // From now on SIGINT, SIGTERM, SIGHUP and SIGQUIT end a wait instead of the program. Throws std::system_error.
    WakeUp();
    WakeUp(const WakeUp&) = delete;
    WakeUp& operator=(const WakeUp&) = delete;
    ~WakeUp();

    enum class Reason : std::uint8_t { key, signal, other }; // other: the screen has changed its size
    Reason wait() const;
    // Readable when either is there.
    int descriptor() const { return either_.number(); }

private:
    sigset_t before_;
    net::Descriptor signals_, either_;
};

} // namespace vitrine::apps
