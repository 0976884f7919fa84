// What only the two ends of a connection may know, and how it is spoken of when it is not to be shown.
#pragma once

#include "tls/trace/story.h"

namespace vitrine::tls {

enum class Secrets : std::uint8_t { hidden, shown };

// "48 bytes, SHA-256 9f86d081..": enough to see whether two are the same.
std::string hidden(View secret);

// An event's values (tls/trace/story.h); with Secrets::hidden, the keys and what they are made from are spoken of only.
// Plaintext is shown: who can explain it has it.
std::vector<EventValue> values_of(const Event& event, Secrets secrets);

// True if any event holds a key or what keys are made from.
bool holds_secrets(const std::vector<Event>& events);

} // namespace vitrine::tls
