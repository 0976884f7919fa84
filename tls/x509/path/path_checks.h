// The checks of a certificate path as a table (RFC 5280 §6.1.3 to §6.1.5): a missing check is a missing row.
#pragma once

#include "tls/x509/path/budget.h"
#include "tls/x509/path/validate.h"

namespace vitrine::x509 {

// Where a check stands: which certificate of which path, and what it is asked for.
struct PathState {
    std::span<const Certificate> path; // leaf first, anchor last
    bool anchored;                     // false: the last one is no anchor, and its issuer was not found
    std::size_t depth;                 // of the certificate being checked
    const Question& question;
    Budget& budget;

    const Certificate& subject() const { return path[depth]; }
    bool is_leaf() const { return depth == 0; }
    bool is_last() const { return depth + 1 == path.size(); }
    bool is_anchor() const { return anchored && is_last(); }
    const Certificate& issuer() const { return path[depth + 1]; } // not for the last
};

// Which certificates of a path a row is asked about. "An anchor above the leaf" is not a leaf that is trusted itself.
enum class Concerns : std::uint8_t {
    links,                // all that have their issuer next to them
    leaf,                 // the peer's own
    issuers,              // all but the leaf
    all_but_upper_anchor, // an anchor above the leaf is a name and a key, nothing else: RFC 5280 §6.1.1 (d)
    all,
};

struct PathCheck {
    std::string_view name;
    std::string_view rfc;
    Concerns concerns;
    Refusal refusal; // if it does not pass
    bool (*passes)(const PathState& state, std::string& detail);
};

std::span<const PathCheck> path_checks();

// Every row, asked about every certificate of the path that it concerns.
std::vector<Finding> check_path(std::span<const Certificate> path, bool anchored, const Question& question,
                                Budget& budget);

} // namespace vitrine::x509
