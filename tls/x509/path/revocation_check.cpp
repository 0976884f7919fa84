// The rows about revocation lists (RFC 5280 §6.3.3). openssl asks for a list of every issuer as soon as it is to look
// at any; here a list that somebody gave is honoured, and whoever wants one of every issuer says so (-crl_check_all).
#include "tls/x509/path/revocation_check.h"

namespace vitrine::x509 {
namespace {

using Kind = RevocationStatus::Kind;

// A list says something only of what its issuer signed, and its issuer is somebody only if the path holds up to an
// anchor. Nobody else's key is ever tried on a list: it may be long, and whoever shows certificates has made them
// himself.
bool holds_up_to_the_anchor(const PathState& state) {
    if (!state.anchored) return false;
    for (std::size_t i = state.depth; i + 1 < state.path.size(); ++i) {
        const Certificate& subject = state.path[i];
        const Certificate& issuer = state.path[i + 1];
        const bool can_be_verified = subject.signature_algorithm() && issuer.public_key() &&
                                     issuer.key_may_sign_by(*subject.signature_algorithm());
        if (!can_be_verified || state.budget.signature_verifies(subject, issuer) != true) return false;
    }
    return true;
}

RevocationStatus status_in(const PathState& state) {
    if (state.question.revocation_lists && !holds_up_to_the_anchor(state))
        return {Kind::not_checked, "not checked: no path whose signatures verify leads to an anchor"};
    static const RevocationLists none;
    const RevocationLists& lists = state.question.revocation_lists ? *state.question.revocation_lists : none;
    return lists.status_of(state.subject(), state.issuer(), state.question.time);
}

bool is_demanded(const PathState& state) {
    const RevocationDemand demand = state.question.revocation_demand;
    return demand == RevocationDemand::all || (demand == RevocationDemand::leaf && state.is_leaf());
}

} // namespace

bool is_not_revoked(const PathState& state, std::string& detail) {
    RevocationStatus status = status_in(state);
    detail = std::move(status.detail);
    return status.kind != Kind::revoked;
}

bool revocation_lists_answer(const PathState& state, std::string& detail) {
    RevocationStatus status = status_in(state);
    if (status.kind == Kind::unclear || (status.kind == Kind::not_checked && is_demanded(state))) {
        detail = std::move(status.detail);
        return false;
    }
    detail =
        status.kind == Kind::not_checked ? "none is demanded" : "its issuer's list is signed, current and understood";
    return true;
}

} // namespace vitrine::x509
