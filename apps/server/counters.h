// What a server counts, for --stats: visits, handshakes, how they ended, bytes. Counted by all threads at once.
#pragma once

#include "apps/driver.h"

#include <atomic>
#include <string>

namespace vitrine::apps {

struct Counters {
    using Count = std::atomic<std::uint64_t>;

    Count accepted = 0, open = 0, cut_off = 0;
    Count full_handshakes = 0, resumed_by_ticket = 0, resumed_by_id = 0;
    Count alerts_sent = 0, alerts_received = 0, truncated = 0, timed_out = 0, clean = 0;
    Count bytes_received = 0, bytes_sent = 0; // on the wire
    Count reloads = 0, failed_reloads = 0;

    void count_handshake(const tls::Connection& connection);
    void count_end(const tls::Connection& connection, Driver::Outcome outcome);
};

// In Prometheus' text format, version 0.0.4.
std::string prometheus_text(const Counters& counters);

} // namespace vitrine::apps
