// Validates what a peer presented (RFC 5280 §6): builds paths, checks each, and keeps the best.
#include "tls/x509/path/validate.h"

#include "tls/x509/path/path_builder.h"
#include "tls/x509/path/path_checks.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace vitrine::x509 {
namespace {

constexpr std::size_t max_rejected = 16; // paths that are told of

// What is most worth telling comes first.
constexpr std::array by_weight{Refusal::malformed,      Refusal::unsupported, Refusal::bad_signature,
                               Refusal::unknown_issuer, Refusal::revoked,     Refusal::status_unclear,
                               Refusal::expired,        Refusal::wrong_usage, Refusal::wrong_name};

std::size_t weight(const Finding& finding) {
    return static_cast<std::size_t>(std::ranges::find(by_weight, finding.refusal) - by_weight.begin());
}

// How near to trust a path is. One whose signatures do not verify leads past somebody who only has the same name.
std::size_t nearness(const Verdict& verdict) {
    const Finding& reason = *verdict.reason();
    return reason.refusal == Refusal::bad_signature ? 0 : 1 + weight(reason);
}

// Of two paths that fail, the one whose gravest fault is the lighter one: expired is nearer to trust than forged.
bool is_better(const Verdict& one, const Verdict& other) {
    return other.path.empty() || nearness(one) > nearness(other);
}

Finding about_anchor(std::span<const Certificate> path, bool anchored, bool gave_up) {
    Finding finding{path.size() - 1, "path to a trust anchor", "RFC 5280 §6.1", anchored, {}, Refusal::unknown_issuer};
    const Certificate& last = path.back();
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

// One question as it is being answered.
class Judge {
public:
    Judge(std::span<const Certificate> presented, const TrustStore& trust_store, const Question& question)
        : question_(question), builder_{presented, trust_store, question.time} {}

    Verdict judge() {
        builder_.search([this](const CandidatePath& candidate) {
            consider(judged(candidate, true));
            return best_.trusted || budget_.spent();
        });
        const bool anchored = !best_.path.empty();
        if (!anchored) best_ = judged(builder_.longest_unanchored(), false);
        const bool gave_up = builder_.gave_up() || budget_.spent();
        for (const CandidatePath& path : builder_.dead_ends()) reject_dead_end(path);
        best_.findings.push_back(about_anchor(best_.path, anchored, gave_up));
        best_.findings.shrink_to_fit(); // a connection keeps them until it rests
        best_.checks = best_.findings.size();
        best_.signature_checks = budget_.signature_checks();
        best_.rejected = std::move(rejected_);
        best_.search_end = best_.trusted ? SearchEnd::trusted_path
                           : gave_up     ? SearchEnd::budget_spent
                                         : SearchEnd::all_tried;
        return std::move(best_);
    }

private:
    Verdict judged(const CandidatePath& candidate, bool anchored) {
        Verdict verdict;
        for (const Certificate* certificate : candidate) verdict.path.push_back(*certificate);
        verdict.findings = check_path(verdict.path, anchored, question_, budget_);
        verdict.trusted = anchored && std::ranges::all_of(verdict.findings, &Finding::passed);
        if (verdict.trusted && is_good_by_list(verdict.path)) verdict.not_revoked_by = RevocationSource::list;
        return verdict;
    }

    bool is_good_by_list(std::span<const Certificate> path) const {
        return question_.revocation_lists && path.size() > 1 &&
               question_.revocation_lists->status_of(path[0], path[1], question_.time).kind ==
                   RevocationStatus::Kind::good;
    }

    void consider(Verdict verdict) {
        if (verdict.trusted || is_better(verdict, best_)) std::swap(verdict, best_);
        if (!verdict.path.empty()) reject({verdict.path, *verdict.reason()});
    }

    // A path of which the verdict tells is not told of twice.
    void reject_dead_end(const CandidatePath& candidate) {
        if (std::ranges::equal(
                candidate, best_.path, {}, [](const Certificate* one) { return one->der().data(); },
                [](const Certificate& one) { return one.der().data(); }))
            return;
        std::vector<Certificate> path;
        for (const Certificate* certificate : candidate) path.push_back(*certificate);
        Finding reason = about_anchor(path, false, false);
        reject({std::move(path), std::move(reason)});
    }

    void reject(RejectedPath rejected) {
        if (rejected_.size() < max_rejected) rejected_.push_back(std::move(rejected));
    }

    const Question& question_;
    PathBuilder builder_;
    Budget budget_;
    Verdict best_; // of those that lead to an anchor
    std::vector<RejectedPath> rejected_;
};

Verdict refused(std::string detail, std::string_view check = "certificates presented",
                std::string_view rfc = "RFC 5246 §7.4.2") {
    Verdict verdict;
    verdict.findings.push_back({0, check, rfc, false, std::move(detail), Refusal::malformed});
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

void Verdict::forget_findings() {
    findings = std::vector<Finding>{};
    rejected = std::vector<RejectedPath>{};
}

std::string_view name_of(SearchEnd end) {
    switch (end) {
    case SearchEnd::trusted_path: return "a trusted path was found";
    case SearchEnd::all_tried: return "every path was tried";
    case SearchEnd::budget_spent: return "the budget was spent before every path was tried";
    }
    return "";
}

Verdict refused_as_malformed(std::string why) { return refused(std::move(why), "certificate", "RFC 5280 §4.1"); }

Verdict validate(std::span<const Certificate> presented, const TrustStore& trust_store, const Question& question) {
    if (presented.empty()) return refused("no certificate at all");
    if (presented.size() > question.most_presented)
        return refused(
            fmt::format("{} certificates, at most {} are looked at", presented.size(), question.most_presented));

    return Judge{presented, trust_store, question}.judge();
}

} // namespace vitrine::x509
