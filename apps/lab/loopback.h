// Whom the laboratory may speak to: this machine, unless it was told twice.
#pragma once

#include "apps/command_line.h"
#include "net/address.h"

namespace vitrine::apps {

struct BeyondLoopback { // two flags, so that no single slip sends a fault to a stranger
    bool wanted = false, mine = false;
};

void add_beyond_loopback_flags(CommandLine& line, BeyondLoopback& flags);

// Throws UsageError if some address of the host is not this machine's own loopback, unless both flags were given.
void require_loopback(const net::HostAndPort& target, const BeyondLoopback& flags);

} // namespace vitrine::apps
