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
                 told::Choice, told::Check, told::Signature, told::Agreement, told::Derivation, told::Alert,
                 told::Failure, told::Secret>
        what;
};

// Holds secrets: those of the connection, and its plaintext. They are not wiped.
class Story final : public Observer {
public:
    const std::vector<Event>& events() const { return events_; }
    void add(Event event) { events_.push_back(std::move(event)); }

    void entered(Role us, const InputEvent& event) override;
    void drew(Role us, const DrawEvent& event) override;
    void read_clock(Role us, std::chrono::sys_seconds now) override;
    void wire(Role us, const WireEvent& event) override;
    void record(Role us, const RecordEvent& event) override;
    void message(Role us, const MessageEvent& event) override;
    void moved(Role us, const Edge& edge) override;
    void chose(Role us, const ChoiceEvent& event) override;
    void checked(Role us, const CheckEvent& event) override;
    void signature(Role us, const SignatureEvent& event) override;
    void agreed(Role us, const AgreementEvent& event) override;
    void derived(Role us, const DerivationEvent& event) override;
    void alert(Role us, const AlertEvent& event) override;
    void failed(Role us, const FailureEvent& event) override;
    void secret(Role us, std::string_view label, View client_random, View secret) override;

private:
    std::vector<Event> events_;
};

// The event of one kind, or nullptr: `if (const auto* check = as<told::Check>(event))`.
template <class T> const T* as(const Event& event) { return std::get_if<T>(&event.what); }

// What kind of event it is, in one word that never changes: "record", "check", "derivation". Stable: recordings and
// JSON use it.
std::string_view kind_of(const Event& event);

// An event as names and values, all of it and in a fixed order: what JSON shows and what a replay compares. Bytes are
// hexadecimal, numbers decimal, registered numbers their names. Values hold what the peer sent: escape them.
struct EventValue {
    std::string name;  // "output"
    std::string value; // "0c2f…"
    bool operator==(const EventValue&) const = default;
};
std::vector<EventValue> values_of(const Event& event);

} // namespace vitrine::tls
