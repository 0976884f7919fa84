// Finds the paths from a certificate up to an anchor (RFC 4158 §2, §3): depth first, likely issuers first.
#include "tls/x509/path/path_builder.h"

#include <algorithm>

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

// The key identifiers are hints for the order and nothing more. RFC 4158 §3.5.12
bool key_identifiers_agree(const Certificate& subject, const Certificate& issuer) {
    const auto& wanted = subject.extensions().authority_key_identifier;
    return wanted && wanted == issuer.extensions().subject_key_identifier;
}

} // namespace

// Anchors come before certificates that the peer sent: the shorter path is tried first.
std::vector<const Certificate*> PathBuilder::issuers_of(const CandidatePath& path) const {
    const Certificate& subject = *path.back();
    std::vector<const Certificate*> issuers;
    for (const Certificate* anchor : trust_store_.with_subject(subject.issuer()))
        if (!holds(path, *anchor)) issuers.push_back(anchor);
    for (const Certificate& one : presented_)
        if (one.subject() == subject.issuer() && !holds(path, one) && !trust_store_.contains(one))
            issuers.push_back(&one);
    std::stable_partition(issuers.begin(), issuers.end(),
                          [&](const Certificate* one) { return key_identifiers_agree(subject, *one); });
    return issuers;
}

bool PathBuilder::visit(const CandidatePath& path, const Visitor& visitor) {
    signature_checks_ += path.size() - 1;
    if (signature_checks_ > max_signature_checks) {
        gave_up_ = true;
        return true;
    }
    return visitor(path);
}

// True if the search is over.
bool PathBuilder::extend(CandidatePath& path, const Visitor& visitor) {
    if (trust_store_.contains(*path.back())) return visit(path, visitor); // an anchor: nothing above it matters
    if (path.size() > longest_unanchored_.size()) longest_unanchored_ = path;
    if (path.size() == max_depth) return false;
    for (const Certificate* issuer : issuers_of(path)) {
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
