// Validates what a peer presented (RFC 5280 §6): builds paths, checks each, and keeps the best.
#include "tls/x509/path/validate.h"

#include "tls/x509/path/path_builder.h"
#include "tls/x509/path/path_checks.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

constexpr std::size_t max_presented = 10; // certificates of one message: nobody needs more, and each costs time

// What is most worth telling comes first.
constexpr std::array by_weight{Refusal::malformed,      Refusal::unsupported, Refusal::bad_signature,
                               Refusal::unknown_issuer, Refusal::expired,     Refusal::wrong_usage,
                               Refusal::wrong_name};

std::size_t weight(const Finding& finding) {
    return static_cast<std::size_t>(std::ranges::find(by_weight, finding.refusal) - by_weight.begin());
}

Verdict judge(const CandidatePath& candidate, bool anchored, const Question& question) {
    Verdict verdict;
    for (const Certificate* certificate : candidate) verdict.path.push_back(*certificate);
    verdict.findings = check_path(verdict.path, anchored, question);
    verdict.trusted = anchored && std::ranges::all_of(verdict.findings, &Finding::passed);
    return verdict;
}

// Of two paths that fail, the one whose gravest fault is the lighter one: expired is nearer to trust than forged.
bool is_better(const Verdict& one, const Verdict& other) {
    return other.path.empty() || weight(*one.reason()) > weight(*other.reason());
}

Finding about_anchor(const Verdict& verdict, bool anchored, bool gave_up) {
    Finding finding{verdict.path.size() - 1, "path to a trust anchor", "RFC 5280 §6.1", anchored, {},
                    Refusal::unknown_issuer};
    const Certificate& last = verdict.path.back();
    if (anchored)
        finding.detail = fmt::format("{} is a trust anchor", last.subject().text());
    else if (gave_up)
        finding.detail = "gave up: too many certificates of the same name";
    else if (last.is_self_issued())
        finding.detail =
            fmt::format("{} is issued by itself and is not among the trust anchors", last.subject().text());
    else
        finding.detail = fmt::format("its issuer {} is neither among the trust anchors nor among the certificates sent",
                                     last.issuer().text());
    return finding;
}

Verdict refused(std::string detail) {
    Verdict verdict;
    verdict.findings.push_back(
        {0, "certificates presented", "RFC 5246 §7.4.2", false, std::move(detail), Refusal::malformed});
    verdict.checks = verdict.findings.size();
    return verdict;
}

} // namespace

const Finding* Verdict::reason() const {
    const Finding* gravest = nullptr;
    for (const Finding& finding : findings)
        if (!finding.passed && (gravest == nullptr || weight(finding) < weight(*gravest))) gravest = &finding;
    return gravest;
}

Verdict validate(std::span<const Certificate> presented, const TrustStore& trust_store, const Question& question) {
    if (presented.empty()) return refused("no certificate at all");
    if (presented.size() > max_presented)
        return refused(fmt::format("{} certificates, at most {} are looked at", presented.size(), max_presented));

    PathBuilder builder{presented, trust_store};
    Verdict best;
    builder.search([&](const CandidatePath& candidate) {
        Verdict verdict = judge(candidate, true, question);
        if (verdict.trusted || is_better(verdict, best)) best = std::move(verdict);
        return best.trusted;
    });
    const bool anchored = !best.path.empty();
    if (!anchored) best = judge(builder.longest_unanchored(), false, question);
    best.findings.push_back(about_anchor(best, anchored, builder.gave_up()));
    best.findings.shrink_to_fit(); // a connection keeps them until it rests
    best.checks = best.findings.size();
    return best;
}

} // namespace vitrine::x509
