// What an end told, as a recording has it.
#include "apps/step/run.h"

namespace vitrine::apps {

std::vector<tls::RecordedEvent> recorded_events(const std::vector<tls::Event>& events, tls::Role us) {
    std::vector<tls::RecordedEvent> recorded;
    for (const tls::Event& event : events)
        if (event.us == us) recorded.push_back(tls::recorded(event));
    return recorded;
}

} // namespace vitrine::apps
