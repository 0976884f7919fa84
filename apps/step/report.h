// What is said at a stop, and of the end of a run.
#pragma once

#include "apps/exit_code.h"
#include "apps/step/session.h"

namespace vitrine::apps {

// The heading and the answers to the four questions, in order: what bytes, what fields, what was computed from what,
// what may come next and why.
Lines report_of_stop(const Scene& scene, std::size_t width);
// "stop 4, event 61: the client reads ServerKeyExchange …"
std::string heading_of(const Scene& scene);

// How the run ended: which check tripped, with its sentence, the alert and the RFC section; or that none did.
Lines report_of_end(const std::vector<tls::Event>& events, std::size_t width);
// As for a connection of client or server; ok if it did not fail.
ExitCode exit_code_of(const std::vector<tls::Event>& events);

// What `set` did, and what came of it in the copy.
Lines report_of_change(const ChangedField& changed, const Run& copy, std::size_t width);

} // namespace vitrine::apps
