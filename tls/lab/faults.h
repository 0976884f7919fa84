// The named faults: what a peer can do wrong, and how it must be answered. One table for each kind of fault; a row more
// is a fault more, everywhere: in the program, in its page of the documentation, in the tests.
#pragma once

#include "tls/handshake/flow.h"
#include "tls/lab/scripted_end.h"

namespace vitrine::tls {

enum class Visit : std::uint8_t { first, second }; // second: after an honest one that both ends remember

struct Fault {
    std::string_view name;             // "ccs-early"
    Role plays;                        // who breaks the rule; the other end must refuse it
    std::optional<Message> instead_of; // when: in the place of this message of its own; nothing: once established
    void (*play)(ScriptedEnd&, const Content& due); // `due`: what would be said; empty once established
    std::optional<AlertDescription> alert;          // the answer that is required; nothing: the stream just ended
    std::string_view sentence;                      // how our stack's refusal reads: a part of it
    std::string_view reference;                     // the attack's name, its CVE number, the rule that forbids it
    std::string_view attack;                        // what is done
    void (*arrange)(ClientConfig&, ServerConfig&) = nullptr; // what both ends are set to besides the usual
    std::string_view needs = {};                             // how a victim in another process must be set, as flags
    Visit visit = Visit::first;                              // in which the rule is broken
};

struct FaultKind {
    std::string_view title;
    std::span<const Fault> faults;
};

std::span<const FaultKind> fault_kinds();
std::vector<Fault> all_faults(); // of every kind, in their order
std::optional<Fault> find_fault(std::string_view name);

// The script that plays the fault, once. A fault for an established connection is played by hand: see play_established.
ScriptedEnd::Script script_of(const Fault& fault);

// Says whatever is due.
ScriptedEnd::Script honest_script();

// Both ends as the fault needs them: the laboratory's identities, localhost, and what `arrange` changes.
struct Arrangement {
    ClientConfig client;
    ServerConfig server;
};
Arrangement arrangement_of(const Fault& fault);

} // namespace vitrine::tls
