// All that a connection told, kept in order in one flat vector: what every view of a run (explain, step, the page, gdb)
// reads. The kept events are those of tls/base/observer.h, owning what those only show.
#pragma once

#include "tls/base/observer.h"
#include "tls/handshake/flow.h"

#include <optional>
#include <variant>

namespace vitrine::tls {

namespace told {

struct Named {
    std::string name;
    Bytes bytes;
};

struct Input {
    tls::Input port;
    Bytes bytes;
    std::size_t size;
};
struct Draw {
    std::string purpose;
    Bytes bytes;
};
struct ClockRead {
    std::chrono::sys_seconds now;
};
struct Wire {
    Role sender;
    Bytes bytes;
};
struct Record {
    Role sender;
    std::uint64_t sequence_number;
    ContentType type;
    Bytes header, explicit_nonce, aad, plaintext;
};
struct Message {
    Role sender;
    ContentType type;
    Bytes bytes;
};
struct Move {
    const Edge* edge; // a row of edges()
};
struct Choice {
    std::string what, candidate;
    bool taken;
    std::string why;
};
struct Check {
    std::string what, found, expected;
    bool passed;
    std::string rfc;
};
struct Signature {
    Role signer;
    std::string what;
    SignatureScheme scheme;
    Bytes content, signature;
};
struct Agreement {
    NamedGroup group;
    Bytes our_point, peer_point, premaster;
};
struct Derivation {
    std::string became;
    crypto::HashAlgorithm hash;
    std::string label;
    Named secret;
    std::vector<Named> seed;
    std::vector<Bytes> a; // A(1), A(2) …
    Bytes output;
    std::vector<Named> parts;
};
struct Session {
    SessionAct act;
    Resumption by;
    Bytes identifier, session;
};
struct Alert {
    Role sender;
    AlertLevel level;
    AlertDescription description;
};
struct Failure {
    bool sent_by_peer;
    AlertDescription alert;
    std::string sentence, rfc;
};
struct Secret {
    std::string label;
    Bytes client_random, secret;
};

} // namespace told

struct Event {
    Role us; // which end told it
    std::variant<told::Input, told::Draw, told::ClockRead, told::Wire, told::Record, told::Message, told::Move,
                 told::Choice, told::Check, told::Signature, told::Agreement, told::Derivation, told::Session,
                 told::Alert, told::Failure, told::Secret>
        what;
};

// Makes an Event of whatever a connection tells.
class EventObserver : public Observer {
public:
    virtual void add(Event event) = 0;

    void entered(Role us, const InputEvent& event) final;
    void drew(Role us, const DrawEvent& event) final;
    void read_clock(Role us, std::chrono::sys_seconds now) final;
    void wire(Role us, const WireEvent& event) final;
    void record(Role us, const RecordEvent& event) final;
    void message(Role us, const MessageEvent& event) final;
    void moved(Role us, const Edge& edge) final;
    void chose(Role us, const ChoiceEvent& event) final;
    void checked(Role us, const CheckEvent& event) final;
    void signature(Role us, const SignatureEvent& event) final;
    void agreed(Role us, const AgreementEvent& event) final;
    void derived(Role us, const DerivationEvent& event) final;
    void session(Role us, const SessionEvent& event) final;
    void alert(Role us, const AlertEvent& event) final;
    void failed(Role us, const FailureEvent& event) final;
    void secret(Role us, std::string_view label, View client_random, View secret) final;
};

// Keeps all events. It holds secrets then: those of the connection, and its plaintext. They are not wiped.
class Story final : public EventObserver {
public:
    void add(Event event) override { events_.push_back(std::move(event)); }
    const std::vector<Event>& events() const { return events_; }

private:
    std::vector<Event> events_;
};

// The event of one kind, or nullptr: `if (const auto* check = as<told::Check>(event))`.
template <class T> const T* as(const Event& event) { return std::get_if<T>(&event.what); }

std::string_view name_of(Input port);     // "from_peer"
std::string_view name_of(SessionAct act); // "found"

// What kind of event it is, in one word that never changes: "record", "check", "derivation". Stable: recordings and
// JSON use it.
std::string_view kind_of(const Event& event);

// An event as names and values, all of it and in a fixed order: what JSON shows and what a replay compares. Bytes are
// hexadecimal, numbers decimal, registered numbers their names, and text that a peer sent is escaped
// (tls/trace/printable.h).
struct EventValue {
    std::string name;  // "output"
    std::string value; // "0c2f…"
    bool operator==(const EventValue&) const = default;
};
std::vector<EventValue> values_of(const Event& event);

} // namespace vitrine::tls
