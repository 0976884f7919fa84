// A recording's events, from the words in which they stand in the file to what explain, step and the page read.
#pragma once

#include "tls/trace/recording.h"

namespace vitrine::tls {

// The event that recorded() made these words of. Throws std::invalid_argument, which names the value that is wrong.
Event event_in(const RecordedEvent& recorded, Role us);

// All of them. Throws std::invalid_argument, with the number of the event.
std::vector<Event> events_in(const Recording& recording);

} // namespace vitrine::tls
