// One end's run, recorded: how it was configured, and every event that it told. What a replay re-runs and compares
// (tls/lab/replay.h), and what explain and step read. The file format is the program's (apps/recording_file.h).
#pragma once

#include "tls/handshake/config.h"
#include "tls/trace/story.h"

namespace vitrine::tls {

// An event by its words: see kind_of() and values_of().
struct RecordedEvent {
    std::string kind;
    std::vector<EventValue> values;

    // The value of that name; empty if there is none.
    std::string_view value(std::string_view name) const;
};

struct Recording {
    Role us = Role::client;
    // Whether draws, derivations and plaintext are there. Without them the run can be explained in its clear part, but
    // not replayed.
    bool secrets = false;
    // One of the two, as `us` says. Their identities have no private key: a replay gives the recorded signatures.
    std::shared_ptr<const ClientConfig> client_config;
    std::shared_ptr<const ServerConfig> server_config;
    std::vector<RecordedEvent> events;
};

RecordedEvent recorded(const Event& event);

// The same without what only the two ends may know: nothing where the whole event is secret.
std::optional<Event> without_secrets(const Event& event);

// Takes the place of a private key in what was read from a recording: signing throws std::logic_error.
std::shared_ptr<const Signer> absent_signer();
// The same for where sessions are kept, and for what seals tickets: nothing is found there.
std::shared_ptr<SessionStore> absent_sessions();
std::shared_ptr<TicketProtection> absent_tickets();

} // namespace vitrine::tls
