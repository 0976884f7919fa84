// Tells several observers what one connection tells.
#include "tls/trace/observer_list.h"

namespace vitrine::tls {

void ObserverList::entered(Role us, const InputEvent& event) {
    for (Observer* const observer : observers_) observer->entered(us, event);
}

void ObserverList::drew(Role us, const DrawEvent& event) {
    for (Observer* const observer : observers_) observer->drew(us, event);
}

void ObserverList::read_clock(Role us, std::chrono::sys_seconds now) {
    for (Observer* const observer : observers_) observer->read_clock(us, now);
}

void ObserverList::wire(Role us, const WireEvent& event) {
    for (Observer* const observer : observers_) observer->wire(us, event);
}

void ObserverList::record(Role us, const RecordEvent& event) {
    for (Observer* const observer : observers_) observer->record(us, event);
}

void ObserverList::message(Role us, const MessageEvent& event) {
    for (Observer* const observer : observers_) observer->message(us, event);
}

void ObserverList::moved(Role us, const Edge& edge) {
    for (Observer* const observer : observers_) observer->moved(us, edge);
}

void ObserverList::chose(Role us, const ChoiceEvent& event) {
    for (Observer* const observer : observers_) observer->chose(us, event);
}

void ObserverList::checked(Role us, const CheckEvent& event) {
    for (Observer* const observer : observers_) observer->checked(us, event);
}

void ObserverList::signature(Role us, const SignatureEvent& event) {
    for (Observer* const observer : observers_) observer->signature(us, event);
}

void ObserverList::agreed(Role us, const AgreementEvent& event) {
    for (Observer* const observer : observers_) observer->agreed(us, event);
}

void ObserverList::derived(Role us, const DerivationEvent& event) {
    for (Observer* const observer : observers_) observer->derived(us, event);
}

void ObserverList::session(Role us, const SessionEvent& event) {
    for (Observer* const observer : observers_) observer->session(us, event);
}

void ObserverList::alert(Role us, const AlertEvent& event) {
    for (Observer* const observer : observers_) observer->alert(us, event);
}

void ObserverList::failed(Role us, const FailureEvent& event) {
    for (Observer* const observer : observers_) observer->failed(us, event);
}

void ObserverList::secret(Role us, std::string_view label, View client_random, View secret) {
    for (Observer* const observer : observers_) observer->secret(us, label, client_random, secret);
}

} // namespace vitrine::tls
