// What one end knows of the conditions in the flow table, told by what it has seen so far; and so which rows may be
// taken next (RFC 5246 §7.3, RFC 5077 §3.1).
#pragma once

#include "apps/step/stops.h"

#include <optional>

namespace vitrine::apps {

struct Known {
    std::string_view fact; // "a client certificate was asked for"
    std::optional<bool> holds;
    std::string_view because; // "the server sent no CertificateRequest"
};

// In the order of tls::Facts.
using KnownFacts = std::array<Known, 6>;
KnownFacts known_facts(Events past, tls::Role us);

enum class Legal : std::uint8_t { yes, no, open }; // open: its condition depends on what is not known yet

// A row's condition, given what is known: held against every way in which the rest may turn out.
Legal is_legal(const tls::Edge& row, const KnownFacts& known);

// What both sides wait for, as this end sees it.
tls::State state_of(Events past, tls::Role us);

} // namespace vitrine::apps
