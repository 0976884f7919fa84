// Who watches a connection of the program: whatever was asked for on the command line, and the memory for failures.
#include "apps/observers.h"

namespace vitrine::apps {

void ObserverList::entered(tls::Role us, const tls::InputEvent& event) {
    for (tls::Observer* const observer : observers_) observer->entered(us, event);
}

void ObserverList::drew(tls::Role us, const tls::DrawEvent& event) {
    for (tls::Observer* const observer : observers_) observer->drew(us, event);
}

void ObserverList::read_clock(tls::Role us, std::chrono::sys_seconds now) {
    for (tls::Observer* const observer : observers_) observer->read_clock(us, now);
}

void ObserverList::wire(tls::Role us, const tls::WireEvent& event) {
    for (tls::Observer* const observer : observers_) observer->wire(us, event);
}

void ObserverList::record(tls::Role us, const tls::RecordEvent& event) {
    for (tls::Observer* const observer : observers_) observer->record(us, event);
}

void ObserverList::message(tls::Role us, const tls::MessageEvent& event) {
    for (tls::Observer* const observer : observers_) observer->message(us, event);
}

void ObserverList::moved(tls::Role us, const tls::Edge& edge) {
    for (tls::Observer* const observer : observers_) observer->moved(us, edge);
}

void ObserverList::chose(tls::Role us, const tls::ChoiceEvent& event) {
    for (tls::Observer* const observer : observers_) observer->chose(us, event);
}

void ObserverList::checked(tls::Role us, const tls::CheckEvent& event) {
    for (tls::Observer* const observer : observers_) observer->checked(us, event);
}

void ObserverList::signature(tls::Role us, const tls::SignatureEvent& event) {
    for (tls::Observer* const observer : observers_) observer->signature(us, event);
}

void ObserverList::agreed(tls::Role us, const tls::AgreementEvent& event) {
    for (tls::Observer* const observer : observers_) observer->agreed(us, event);
}

void ObserverList::derived(tls::Role us, const tls::DerivationEvent& event) {
    for (tls::Observer* const observer : observers_) observer->derived(us, event);
}

void ObserverList::alert(tls::Role us, const tls::AlertEvent& event) {
    for (tls::Observer* const observer : observers_) observer->alert(us, event);
}

void ObserverList::failed(tls::Role us, const tls::FailureEvent& event) {
    for (tls::Observer* const observer : observers_) observer->failed(us, event);
}

void ObserverList::secret(tls::Role us, std::string_view label, View client_random, View secret) {
    for (tls::Observer* const observer : observers_) observer->secret(us, label, client_random, secret);
}

void CheckWatcher::checked(tls::Role /*us*/, const tls::CheckEvent& event) {
    if (!event.passed) failed_ = FailedCheck{std::string{event.what}, event.found, std::string{event.rfc}};
}

// The sentence of the refusal says more than the value that was found.
void CheckWatcher::failed(tls::Role /*us*/, const tls::FailureEvent& event) {
    if (failed_) failed_->found = event.sentence;
}

} // namespace vitrine::apps
