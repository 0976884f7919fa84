// What the answer to one question may cost.
#include "tls/x509/path/budget.h"

namespace vitrine::x509 {

std::optional<bool> Budget::signature_verifies(const Certificate& subject, const Certificate& issuer) {
    const Pair pair{subject.der().data(), issuer.der().data()};
    if (const auto known = verified_.find(pair); known != verified_.end()) return known->second;
    if (verified_.size() == max_signature_checks) {
        spent_ = true;
        return std::nullopt;
    }
    const bool verified = crypto::verify(issuer.public_key().value(), subject.signature_algorithm().value(),
                                         subject.to_be_signed(), subject.signature());
    verified_.emplace(pair, verified);
    return verified;
}

bool Budget::compare_names() {
    if (name_comparisons_ == max_name_comparisons) {
        spent_ = true;
        return false;
    }
    ++name_comparisons_;
    return true;
}

} // namespace vitrine::x509
