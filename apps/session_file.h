// Sessions and ticket keys in files: what outlives the program, for its owner alone.
#pragma once

#include "tls/session/session.h"
#include "tls/session/ticket_keys.h"

namespace vitrine::apps {

// A session as one PEM block, "VITRINE SESSION". It holds the master secret: the file is readable by its owner alone.
// Throws UsageError.
void write_session_file(const std::string& path, const tls::Session& session);
// Throws UsageError, with the path and what is wrong, for anything that is no session of a client.
tls::Session read_session_file(const std::string& path);

// The keys in a file of 48 bytes each, as `openssl rand 48` makes one. Throws UsageError.
std::shared_ptr<tls::TicketProtection> read_ticket_keys(const std::string& path);

} // namespace vitrine::apps
