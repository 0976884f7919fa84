// The checks of a certificate path (RFC 5280 §6.1.3 to §6.1.5): the table, and one short function for each row.
#include "tls/x509/path/path_checks.h"

#include "tls/x509/asn1/oid.h"
#include "tls/x509/certificate/fields.h"
#include "tls/x509/path/ca_checks.h"
#include "tls/x509/path/constraint_check.h"
#include "tls/x509/path/name_check.h"
#include "tls/x509/path/revocation_check.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

constexpr std::size_t max_serial_octets = 20; // RFC 5280 §4.1.2.2

bool signature_algorithm_is_used(const PathState& state, std::string& detail) {
    detail = state.subject().signature_algorithm_name();
    if (state.subject().signature_algorithm()) return true;
    detail += ": not one of RSA or ECDSA with SHA-256, SHA-384 or SHA-512"; // SHA-1, MD5: RFC 9155
    return false;
}

bool key_is_used(const PathState& state, std::string& detail) {
    detail = state.subject().public_key_name();
    if (state.subject().public_key()) return true;
    detail += ": only RSA of 2048 to 8192 bits, EC secp256r1 and EC secp384r1 are used here";
    return false;
}

bool signature_verifies(const PathState& state, std::string& detail) {
    const Certificate& subject = state.subject();
    const Certificate& issuer = state.issuer();
    if (!subject.signature_algorithm() || !issuer.public_key()) {
        detail = "not verified: the algorithm or the issuer's key is none of ours";
        return false;
    }
    if (!issuer.key_may_sign_by(*subject.signature_algorithm())) {
        detail = "the issuer's key is for RSASSA-PSS only, or for another hash"; // RFC 4055 §1.2, §3.3
        return false;
    }
    const std::optional<bool> verified = state.budget.signature_verifies(subject, issuer);
    detail = !verified ? fmt::format("not verified: gave up after {} signatures", Budget::max_signature_checks)
                       : fmt::format("{} by the key of {}", *verified ? "verified" : "does not verify",
                                     issuer.subject().text());
    return verified == true;
}

bool names_chain(const PathState& state, std::string& detail) {
    detail = fmt::format("issued by {}, next in the path is {}", state.subject().issuer().text(),
                         state.issuer().subject().text());
    return state.subject().issuer() == state.issuer().subject();
}

bool time_is_within_validity(const PathState& state, std::string& detail) {
    const Certificate& subject = state.subject();
    detail = fmt::format("valid from {} to {}, asked for {}", format_time(subject.not_before()),
                         format_time(subject.not_after()), format_time(state.question.time));
    if (state.question.time < subject.not_before()) detail = "not yet valid: " + detail;
    if (state.question.time > subject.not_after()) detail = "expired: " + detail;
    return subject.not_before() <= state.question.time && state.question.time <= subject.not_after();
}

bool purpose_is_allowed(const PathState& state, std::string& detail) {
    const auto& usage = state.subject().extensions().extended_key_usage;
    if (!usage) {
        detail = "no extKeyUsage: nothing is ruled out";
        return true;
    }
    const bool server = state.question.purpose == Purpose::server_auth;
    const bool allowed = usage->any || (server ? usage->server_auth : usage->client_auth);
    detail = fmt::format("asked for {}; allowed:", server ? "serverAuth" : "clientAuth");
    for (const std::string& purpose : usage->key_purposes) detail += " " + name_of_oid(purpose);
    return allowed;
}

// Those whose meaning decides something here. A certificate that insists on another is refused; so is one with a
// critical key identifier or authorityInfoAccess, which RFC 5280 wants marked as not critical.
// Not done: policies beyond the wish for any of them. Whoever insists on constraints or mappings is refused.
constexpr std::array handled{
    oid::basic_constraints, oid::key_usage,        oid::extended_key_usage,
    oid::subject_alt_name,  oid::name_constraints, oid::certificate_policies,
};

bool critical_extensions_are_understood(const PathState& state, std::string& detail) {
    const Extensions& extensions = state.subject().extensions();
    detail = extensions.critical.empty() ? "none" : "all understood:";
    for (const std::string& identifier : extensions.critical) {
        detail += " " + name_of_oid(identifier);
        if (std::ranges::find(handled, identifier) != handled.end()) continue;
        detail = fmt::format("critical and not handled: {}", name_of_oid(identifier));
        return false;
    }
    if (extensions.policy_constraints && extensions.policy_constraints->require_explicit_policy) {
        detail = "policyConstraints requires a policy, and policies are not followed here"; // RFC 5280 §6.1.4 (i)
        return false;
    }
    const bool insists = std::ranges::find(extensions.critical, oid::certificate_policies) != extensions.critical.end();
    if (!insists || !extensions.certificate_policies->unknown_qualifiers) return true;
    detail = "critical certificatePolicies with a qualifier that is not understood"; // RFC 5280 §4.2.1.4
    return false;
}

// Whoever issues has a name; whoever has none is known by a subjectAltName, which is then critical.
bool names_are_given(const PathState& state, std::string& detail) {
    const Certificate& subject = state.subject();
    const Extensions& extensions = subject.extensions();
    const bool insists = std::ranges::find(extensions.critical, oid::subject_alt_name) != extensions.critical.end();
    const bool ca = extensions.basic_constraints && extensions.basic_constraints->ca;
    const bool named = !subject.subject().empty();
    detail = subject.issuer().empty() ? "the issuer has no name" // RFC 5280 §4.1.2.4
             : named                  ? subject.subject().text()
             : ca                     ? "a CA without a name" // RFC 5280 §4.1.2.6
             : insists                ? "no subject; subjectAltName is critical instead"
                                      : "neither a subject nor a critical subjectAltName"; // RFC 5280 §4.2.1.6
    return !subject.issuer().empty() && (named || (!ca && insists));
}

bool serial_number_is_positive(const PathState& state, std::string& detail) {
    const View serial = state.subject().serial_number();
    const bool negative = serial[0] >= 0x80;
    const bool zero = serial.size() == 1 && serial[0] == 0;
    detail = serial.size() > max_serial_octets ? fmt::format("{} octets, at most 20 are allowed", serial.size())
                                               : to_hex(serial);
    if (negative) detail = "negative: " + detail;
    if (zero) detail = "zero";
    return !negative && !zero && serial.size() <= max_serial_octets;
}

// clang-format off
using enum Concerns;
constexpr std::array checks{
    //        name                              section                     concerns              refusal if it fails      check
    PathCheck{"signature algorithm",            "RFC 5280 §6.1.3 (a)(1)",   all_but_upper_anchor, Refusal::unsupported,    signature_algorithm_is_used},
    PathCheck{"public key",                     "RFC 5280 §4.1.2.7",        all,                  Refusal::unsupported,    key_is_used},
    PathCheck{"signature",                      "RFC 5280 §6.1.3 (a)(1)",   links,                Refusal::bad_signature,  signature_verifies},
    PathCheck{"name chaining",                  "RFC 5280 §6.1.3 (a)(4)",   links,                Refusal::unknown_issuer, names_chain},
    PathCheck{"basicConstraints",               "RFC 5280 §6.1.4 (k)",      issuers,              Refusal::unknown_issuer, is_certificate_authority},
    PathCheck{"rights of a CA",                 "RFC 5280 §4.2.1.9",        all_but_upper_anchor, Refusal::malformed,      rights_of_a_ca_agree},
    PathCheck{"pathLenConstraint",              "RFC 5280 §6.1.4 (m)",      issuers,              Refusal::unknown_issuer, path_length_is_kept},
    PathCheck{"nameConstraints",                "RFC 5280 §6.1.3 (b)(c)",   links,                Refusal::wrong_name,     name_constraints_are_kept},
    PathCheck{"names given",                    "RFC 5280 §4.1.2.6",        all_but_upper_anchor, Refusal::malformed,      names_are_given},
    PathCheck{"serial number",                  "RFC 5280 §4.1.2.2",        all_but_upper_anchor, Refusal::malformed,      serial_number_is_positive},
    PathCheck{"critical extensions",            "RFC 5280 §6.1.4 (o)",      all,                  Refusal::unsupported,    critical_extensions_are_understood},
    PathCheck{"validity",                       "RFC 5280 §6.1.3 (a)(2)",   all_but_upper_anchor, Refusal::expired,        time_is_within_validity},
    PathCheck{"revocation",                     "RFC 5280 §6.3.3",          links,                Refusal::revoked,        is_not_revoked},
    PathCheck{"revocation lists",               "RFC 5280 §6.3.3",          links,                Refusal::status_unclear, revocation_lists_answer},
    PathCheck{"keyUsage keyCertSign",           "RFC 5280 §6.1.4 (n)",      issuers,              Refusal::wrong_usage,    may_sign_certificates},
    PathCheck{"keyUsage digitalSignature",      "RFC 5280 §4.2.1.3",        leaf,                 Refusal::wrong_usage,    may_sign_handshakes},
    PathCheck{"extKeyUsage",                    "RFC 5280 §4.2.1.12",       leaf,                 Refusal::wrong_usage,    purpose_is_allowed},
    PathCheck{"extKeyUsage of an issuer",       "RFC 5280 §4.2.1.12",       issuers,              Refusal::wrong_usage,    purpose_is_allowed},
    PathCheck{"host name",                      "RFC 9525 §6.3",            leaf,                 Refusal::wrong_name,     host_name_is_named},
    PathCheck{"IP address",                     "RFC 9525 §6.5",            leaf,                 Refusal::wrong_name,     ip_address_is_named},
};
// clang-format on

bool concerns(Concerns whom, const PathState& state) {
    switch (whom) {
    case Concerns::links: return !state.is_last();
    case Concerns::leaf: return state.is_leaf();
    case Concerns::issuers: return !state.is_leaf();
    case Concerns::all_but_upper_anchor: return state.is_leaf() || !state.is_anchor();
    case Concerns::all: return true;
    }
    return true;
}

} // namespace

std::span<const PathCheck> path_checks() { return checks; }

std::vector<Finding> check_path(std::span<const Certificate> path, bool anchored, const Question& question,
                                Budget& budget) {
    std::vector<Finding> findings;
    for (std::size_t depth = 0; depth < path.size(); ++depth) {
        const PathState state{path, anchored, depth, question, budget};
        for (const PathCheck& check : checks) {
            if (!concerns(check.concerns, state)) continue;
            std::string detail;
            const bool passed = check.passes(state, detail);
            findings.push_back({depth, check.name, check.rfc, passed, std::move(detail), check.refusal});
        }
    }
    return findings;
}

} // namespace vitrine::x509
