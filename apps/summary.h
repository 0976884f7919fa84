// What was agreed, in words for a person.
#pragma once

#include "tls/connection.h"

namespace vitrine::apps {

struct Fact {
    std::string_view name; // "cipher suite"
    std::string value;     // as it was sent: escape before showing
};

// One a line of the summary and of the server's page.
std::vector<Fact> facts_of(const tls::Connection& connection);

// "  cipher suite    TLS_ECDHE_…" and so on, escaped.
std::string summary(const tls::Connection& connection);
// "TLS 1.2, TLS_ECDHE_…, x25519, rsa_pss_rsae_sha256, CN=localhost", escaped.
std::string summary_line(const tls::Connection& connection);

// The peer's certificates: names, dates and PEM.
std::string certificates_text(std::span<const x509::Certificate> certificates);

} // namespace vitrine::apps
