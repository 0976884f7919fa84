// Is this certificate to be trusted, for this name, now? (RFC 5280 §6, RFC 9525)
// The answer is a list of findings, one a check, and not a bare yes or no.
#pragma once

#include "tls/x509/path/trust_store.h"
#include "tls/x509/revocation/revocation_lists.h"

#include <chrono>
#include <memory>

namespace vitrine::x509 {

enum class Purpose : std::uint8_t { server_auth, client_auth };

// Which certificates must be spoken of by a revocation list; one that was given is honoured in any case.
enum class RevocationDemand : std::uint8_t { none, leaf, all };

// What a certificate must be good for.
struct Question {
    std::chrono::sys_seconds time;
    Purpose purpose = Purpose::server_auth;
    std::string host_name; // DNS name that must match; empty: no DNS name is asked for
    Bytes ip_address;      // 4 or 16 bytes that must match; empty: none
    bool allow_common_name =
        false; // compare the CN if there is no subjectAltName: only for old class-room certificates
    std::size_t most_presented = 10; // certificates that are looked at: nobody needs more in a message
    std::shared_ptr<const RevocationLists> revocation_lists; // nullptr: none were given
    RevocationDemand revocation_demand = RevocationDemand::none;
};

// Why a certificate was refused, as far as it matters to the alert that answers it.
enum class Refusal : std::uint8_t {
    none,
    malformed,
    expired,
    unknown_issuer,
    revoked,
    status_unclear, // whether it was revoked cannot be told, and should be
    bad_signature,
    unsupported,
    wrong_usage,
    wrong_name,
};

// Whose word there is that the peer's own certificate was not revoked.
enum class RevocationSource : std::uint8_t { none, list, ocsp_response };

struct Finding {
    std::size_t depth;      // 0: the peer's own certificate
    std::string_view check; // "validity", one row of path_checks()
    std::string_view rfc;   // "RFC 5280 §6.1.3 (a)(2)"
    bool passed;
    std::string detail; // a sentence: what was found, what was expected
    Refusal refusal;    // what kind of refusal this is if it did not pass
};

// A path that was tried and is not the one of the verdict.
struct RejectedPath {
    std::vector<Certificate> path; // leaf first
    Finding reason;
};

// Why no further path was looked for.
enum class SearchEnd : std::uint8_t { trusted_path, all_tried, budget_spent };
std::string_view name_of(SearchEnd end); // "a trusted path was found"

struct Verdict {
    bool trusted = false;
    SearchEnd search_end = SearchEnd::all_tried;
    std::vector<Certificate> path;      // leaf first; the anchor last if one was found
    std::vector<Finding> findings;      // of the path above, all of them
    std::vector<RejectedPath> rejected; // in the order in which they were tried; the first of them, if they are many
    std::size_t checks = 0;             // how many findings there were: they may have been let go
    std::size_t signature_checks = 0;   // of all paths together
    RevocationSource not_revoked_by = RevocationSource::none;

    // The finding that decided against the certificate; nullptr if it is trusted.
    const Finding* reason() const;
    // Keeps the answer and lets go of what led to it.
    void forget_findings();
};

// `presented` is what the peer sent, its own certificate first; the others help to build a path and are not trusted.
Verdict validate(std::span<const Certificate> presented, const TrustStore& trust_store, const Question& question);
// The verdict on what could not even be parsed, for the reason that the parser gave.
Verdict refused_as_malformed(std::string why);

} // namespace vitrine::x509
