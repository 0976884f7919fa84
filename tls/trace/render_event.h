// An event in words, for a terminal: a choice, a check, a derivation with everything that went into it.
#pragma once

#include "tls/trace/render_text.h"
#include "tls/trace/secrets.h"

namespace vitrine::tls {

// Its lines, each ended by '\n'. Nothing for inputs, and for what is shown with the bytes of a record: wire, message
// and the plaintext of a record.
std::string render_event(const Event& event, Secrets secrets, Colour colour, std::size_t columns = 80);

} // namespace vitrine::tls
