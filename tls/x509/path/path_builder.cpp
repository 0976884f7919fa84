// Finds the paths from a certificate up to an anchor (RFC 4158 §2, §3): depth first, likely issuers first.
#include "tls/x509/path/path_builder.h"

#include <algorithm>
#include <functional>

namespace vitrine::x509 {
namespace {

bool same_bytes(View one, View other) { return std::ranges::equal(one, other); }

// The same name with the same key: a path that holds it twice runs in a circle. RFC 4158 §2.4.2
bool same_entity(const Certificate& one, const Certificate& other) {
    return one.subject() == other.subject() &&
           same_bytes(one.subject_public_key_info(), other.subject_public_key_info());
}

bool holds(const CandidatePath& path, const Certificate& certificate) {
    return std::ranges::any_of(path, [&](const Certificate* one) { return same_entity(*one, certificate); });
}

} // namespace

// The key identifiers are hints for the order and nothing more: "applications are not required to verify that key
// identifiers match when performing certification path validation".       RFC 5280 §4.2.1.2, RFC 4158 §3.5.12
unsigned PathBuilder::likelihood(const Certificate& subject, const Certificate& issuer) const {
    const auto& wanted = subject.extensions().authority_key_identifier;
    const auto& has = issuer.extensions().subject_key_identifier;
    const unsigned agreement = !wanted || !has ? 1 : wanted == has ? 2 : 0;
    const bool valid = issuer.not_before() <= time_ && time_ <= issuer.not_after();
    return 2 * agreement + (valid ? 1 : 0);
}

// Of equally likely ones, anchors come before certificates that the peer sent: the shorter path is tried first.
std::vector<const Certificate*> PathBuilder::issuers_of(const CandidatePath& path) const {
    const Certificate& subject = *path.back();
    std::vector<const Certificate*> issuers;
    for (const Certificate* anchor : trust_store_.with_subject(subject.issuer()))
        if (!holds(path, *anchor)) issuers.push_back(anchor);
    for (const Certificate& one : presented_)
        if (one.subject() == subject.issuer() && !holds(path, one) && !trust_store_.contains(one))
            issuers.push_back(&one);
    const auto by_likelihood = [&](const Certificate* one) { return likelihood(subject, *one); };
    for (auto next = issuers.begin(); next != issuers.end(); ++next) { // each behind those that are as likely
        const auto place =
            std::ranges::upper_bound(issuers.begin(), next, by_likelihood(*next), std::greater{}, by_likelihood);
        std::rotate(place, next, next + 1);
    }
    return issuers;
}

// True if the search is over.
bool PathBuilder::extend(CandidatePath& path, const Visitor& visitor) {
    if (trust_store_.contains(*path.back())) return visitor(path); // an anchor: nothing above it matters
    if (path.size() > longest_unanchored_.size()) longest_unanchored_ = path;
    if (path.size() == max_depth) return false;
    const std::vector<const Certificate*> issuers = issuers_of(path);
    if (issuers.empty() && dead_ends_.size() < max_dead_ends) dead_ends_.push_back(path);
    for (const Certificate* issuer : issuers) {
        if (++steps_ > max_steps) gave_up_ = true;
        if (gave_up_) return true;
        path.push_back(issuer);
        if (extend(path, visitor)) return true;
        path.pop_back();
    }
    return false;
}

void PathBuilder::search(const Visitor& visitor) {
    CandidatePath path{presented_.data()};
    extend(path, visitor);
}

} // namespace vitrine::x509
