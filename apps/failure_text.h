// How a connection ended badly, told to a person: where, what, why, and what to do next.
#pragma once

#include "apps/driver.h"
#include "apps/exit_code.h"

namespace vitrine::apps {

// A check that did not pass, as the connection told its observers.
struct FailedCheck {
    std::string what, found, rfc;
};

// "vitrine: handshake failed in state … ", then check, found, sent or received, each on a line. Everything is escaped.
// `who` is put in front: "vitrine", "vitrine: [3] 127.0.0.1:4711".
std::string failure_text(std::string_view who, const tls::FailureReport& report, const FailedCheck* check);

// The same for an end without close_notify and for a limit that passed; `trouble` is the socket's, if it had any.
std::string truncation_text(std::string_view who, const tls::Connection& connection, std::string_view trouble);
std::string timeout_text(std::string_view who, const tls::Connection& connection, const Limits& limits);

// What an alert of the peer's means, and what one could try; empty if its name says it all.
std::string_view advice_for(tls::AlertDescription alert);

// True if it was the peer's certificate, or the name in it, that ended the handshake.
bool refused_certificate(const tls::Connection& connection);
ExitCode exit_code_of(const tls::Connection& connection, Driver::Outcome outcome);

} // namespace vitrine::apps
