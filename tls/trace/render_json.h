// What was explained as JSON Lines (RFC 8259): for programs. The first line says which schema the others follow.
#pragma once

#include "tls/trace/explain.h"
#include "tls/trace/secrets.h"

namespace vitrine::tls {

constexpr int explain_schema = 1; // raised when a name changes its meaning or goes; new names may come at any time

// "abc" with its quotes. What is no UTF-8 comes out as U+FFFD.
std::string json_string(std::string_view text);

// {"vitrine_explain":1,"of":"connection","role":"client","secrets":"hidden"}, then a line for each event: its number,
// its kind, its values by name (tls/trace/story.h), and, of what lay on the wire, the record's fields.
std::string render_json(const std::vector<Event>& events, Role us, Certificates certificates, Secrets secrets);

// Of a message or a certificate alone: the first line, and one with its fields.
std::string render_json(std::string_view of, const Annotation& annotation, Certificates certificates);

} // namespace vitrine::tls
