// Where a run can be stopped: behind each message or each record, found in the events alone.
#pragma once

#include "tls/trace/story.h"

namespace vitrine::apps {

using Events = std::span<const tls::Event>;

enum class Unit : std::uint8_t {
    message, // a handshake message, ChangeCipherSpec, an alert, application data, or the end of all
    record,
};

// A position is a number of events that have been told. Those behind a message or a record, in rising order; the start
// is none of them. A longer run has the same ones, and more.
std::vector<std::size_t> stops_in(Events events, Unit unit);

// What the last message (or the part of one that has come) told: the events from the last stop before `position` to it.
struct Act {
    std::size_t begin, end; // [begin, end) of the events
    tls::Role us;           // who told it
};
Act act_at(Events events, std::size_t position);

} // namespace vitrine::apps
