// The story of one connection of a server, as much of it as a page needs and never more than a bound.
#include "apps/bounded_story.h"

namespace vitrine::apps {

void BoundedStory::wire(tls::Role us, const tls::WireEvent& event) {
    wire_bytes_ += event.bytes.size();
    if (complete()) story_.wire(us, event);
}

void BoundedStory::record(tls::Role us, const tls::RecordEvent& event) {
    if (complete()) story_.record(us, event);
}

void BoundedStory::message(tls::Role us, const tls::MessageEvent& event) {
    if (complete()) story_.message(us, event);
}

void BoundedStory::moved(tls::Role us, const tls::Edge& edge) {
    if (complete()) story_.moved(us, edge);
}

void BoundedStory::chose(tls::Role us, const tls::ChoiceEvent& event) {
    if (complete()) story_.chose(us, event);
}

void BoundedStory::checked(tls::Role us, const tls::CheckEvent& event) {
    if (complete()) story_.checked(us, event);
}

void BoundedStory::signature(tls::Role us, const tls::SignatureEvent& event) {
    if (complete()) story_.signature(us, event);
}

void BoundedStory::agreed(tls::Role us, const tls::AgreementEvent& event) {
    if (complete()) story_.agreed(us, event);
}

void BoundedStory::derived(tls::Role us, const tls::DerivationEvent& event) {
    if (complete()) story_.derived(us, event);
}

void BoundedStory::alert(tls::Role us, const tls::AlertEvent& event) {
    if (complete()) story_.alert(us, event);
}

void BoundedStory::failed(tls::Role us, const tls::FailureEvent& event) { story_.failed(us, event); }

} // namespace vitrine::apps
