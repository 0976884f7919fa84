// All that a connection told, kept: one told:: struct for each event of an Observer.
#include "tls/trace/story.h"

namespace vitrine::tls {

namespace {

told::Named keep(const NamedBytes& named) { return {std::string{named.name}, to_bytes(named.bytes)}; }

std::vector<told::Named> keep(std::span<const NamedBytes> all) {
    std::vector<told::Named> kept;
    for (const NamedBytes& named : all) kept.push_back(keep(named));
    return kept;
}

std::vector<Bytes> keep(std::span<const crypto::Digest> all) {
    std::vector<Bytes> kept;
    for (const crypto::Digest& digest : all) kept.push_back(to_bytes(digest.view()));
    return kept;
}

} // namespace

void EventObserver::entered(Role us, const InputEvent& event) {
    add({us, told::Input{event.port, to_bytes(event.bytes), event.size}});
}

void EventObserver::drew(Role us, const DrawEvent& event) {
    add({us, told::Draw{std::string{event.purpose}, to_bytes(event.bytes)}});
}

void EventObserver::read_clock(Role us, std::chrono::sys_seconds now) { add({us, told::ClockRead{now}}); }

void EventObserver::wire(Role us, const WireEvent& event) {
    add({us, told::Wire{event.sender, to_bytes(event.bytes)}});
}

void EventObserver::record(Role us, const RecordEvent& event) {
    add({us, told::Record{event.sender, event.sequence_number, event.type, to_bytes(event.header),
                          to_bytes(event.explicit_nonce), to_bytes(event.aad), to_bytes(event.plaintext)}});
}

void EventObserver::message(Role us, const MessageEvent& event) {
    add({us, told::Message{event.sender, event.type, to_bytes(event.bytes)}});
}

void EventObserver::moved(Role us, const Edge& edge) { add({us, told::Move{&edge}}); }

void EventObserver::chose(Role us, const ChoiceEvent& event) {
    add({us, told::Choice{std::string{event.what}, event.candidate, event.taken, std::string{event.why}}});
}

void EventObserver::checked(Role us, const CheckEvent& event) {
    add({us, told::Check{std::string{event.what}, event.found, event.expected, event.passed, std::string{event.rfc}}});
}

void EventObserver::signature(Role us, const SignatureEvent& event) {
    add({us, told::Signature{event.signer, std::string{event.what}, event.scheme, to_bytes(event.content),
                             to_bytes(event.signature)}});
}

void EventObserver::agreed(Role us, const AgreementEvent& event) {
    add({us, told::Agreement{event.group, to_bytes(event.our_point), to_bytes(event.peer_point),
                             to_bytes(event.premaster)}});
}

void EventObserver::derived(Role us, const DerivationEvent& event) {
    add({us, told::Derivation{std::string{event.became}, event.hash, std::string{event.label}, keep(event.secret),
                              keep(event.seed), keep(event.a), to_bytes(event.output), keep(event.parts)}});
}

void EventObserver::session(Role us, const SessionEvent& event) {
    add({us, told::Session{event.act, event.by, to_bytes(event.identifier), to_bytes(event.session)}});
}

void EventObserver::alert(Role us, const AlertEvent& event) {
    add({us, told::Alert{event.sender, event.level, event.description}});
}

void EventObserver::failed(Role us, const FailureEvent& event) {
    add({us, told::Failure{event.sent_by_peer, event.alert, std::string{event.sentence}, std::string{event.rfc}}});
}

void EventObserver::secret(Role us, std::string_view label, View client_random, View secret) {
    add({us, told::Secret{std::string{label}, to_bytes(client_random), to_bytes(secret)}});
}

} // namespace vitrine::tls
