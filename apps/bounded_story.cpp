// The story of one connection of a server, as much of it as a page needs and never more than a bound.
#include "apps/bounded_story.h"

namespace vitrine::apps {

void BoundedStory::add(tls::Event event) {
    namespace told = tls::told;
    if (tls::as<told::Input>(event) || tls::as<told::Draw>(event) || tls::as<told::ClockRead>(event)) return;
    if (const auto* wire = tls::as<told::Wire>(event)) wire_bytes_ += wire->bytes.size();
    if (complete() || tls::as<told::Failure>(event)) story_.add(std::move(event));
}

} // namespace vitrine::apps
