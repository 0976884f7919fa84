// The checks of a certificate path as a table (RFC 5280 §6.1.3 to §6.1.5): a missing check is a missing row.
#pragma once

#include "tls/x509/validate.h"

namespace vitrine::x509 {

// Where a check stands: which certificate of which path, and what it is asked for.
struct PathState {
    std::span<const Certificate> path; // leaf first, anchor last
    std::size_t depth;                 // of the certificate being checked
    const Question& question;

    const Certificate& subject() const { return path[depth]; }
    bool is_leaf() const { return depth == 0; }
    bool is_anchor() const { return depth + 1 == path.size(); }
    const Certificate& issuer() const { return path[depth + 1]; } // not for the anchor
};

enum class Concerns : std::uint8_t { leaf, issuers, all_but_anchor };

struct PathCheck {
    std::string_view name;
    std::string_view rfc;
    Concerns concerns;
    Refusal refusal; // if it does not pass
    bool (*passes)(const PathState& state, std::string& detail);
};

std::span<const PathCheck> path_checks();

} // namespace vitrine::x509
