// Who may issue certificates (RFC 5280 §4.2.1.3, §4.2.1.9, §6.1.4).
#include "tls/x509/path/ca_checks.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

bool may(const Certificate& certificate, KeyUsage usage, std::string_view name, std::string& detail) {
    const bool allowed = certificate.extensions().allows(usage);
    detail = !certificate.extensions().key_usage ? "no keyUsage: nothing is ruled out"
                                                 : fmt::format("{} is {}set", name, allowed ? "" : "not ");
    return allowed;
}

} // namespace

// An anchor states its constraints too, and they are kept (RFC 5937 §2): who trusts a server's own certificate does
// not trust its key to issue others. Before version 3 there was nothing to state them with.
bool is_certificate_authority(const PathState& state, std::string& detail) {
    const Certificate& subject = state.subject();
    const auto& constraints = subject.extensions().basic_constraints;
    if (state.is_anchor() && subject.version() < 3) {
        detail = fmt::format("an anchor of version {}, from before the extension", subject.version());
        return true;
    }
    detail = subject.version() < 3 ? fmt::format("version {}: only version 3 can be a CA here", subject.version())
             : !constraints        ? "no basicConstraints, and so no CA"
             : constraints->ca     ? "cA is TRUE"
                                   : "cA is FALSE, and yet it issued a certificate";
    return subject.version() == 3 && constraints && constraints->ca;
}

bool path_length_is_kept(const PathState& state, std::string& detail) {
    const auto& constraints = state.subject().extensions().basic_constraints;
    if (!constraints || !constraints->path_len_constraint) {
        detail = "no limit";
        return true;
    }
    const auto below = state.path.subspan(1, state.depth - 1); // intermediates; self-issued ones are not counted
    const auto count = std::ranges::count_if(below, [](const Certificate& one) { return !one.is_self_issued(); });
    detail =
        fmt::format("{} intermediate certificates below, at most {} allowed", count, *constraints->path_len_constraint);
    return static_cast<std::uint64_t>(count) <= *constraints->path_len_constraint;
}

// "CAs MUST NOT include the pathLenConstraint field unless the cA boolean is asserted and the key usage extension
// asserts the keyCertSign bit"; "if the cA boolean is not asserted, then the keyCertSign bit [...] MUST NOT be
// asserted".
bool rights_of_a_ca_agree(const PathState& state, std::string& detail) {
    const Extensions& extensions = state.subject().extensions();
    const bool ca = extensions.basic_constraints && extensions.basic_constraints->ca;
    const bool limited = extensions.basic_constraints && extensions.basic_constraints->path_len_constraint;
    const bool may_sign = extensions.key_usage && extensions.allows(KeyUsage::key_cert_sign);
    detail = "cA, pathLenConstraint and keyCertSign do not contradict each other";
    if (!ca && limited) detail = "pathLenConstraint, and yet no CA";
    if (!ca && may_sign) detail = "keyCertSign is set, and yet it is no CA";
    if (ca && limited && extensions.key_usage && !may_sign)
        detail = "pathLenConstraint, and yet keyCertSign is not set";
    return (ca || (!limited && !may_sign)) && !(limited && extensions.key_usage && !may_sign);
}

bool may_sign_certificates(const PathState& state, std::string& detail) {
    return may(state.subject(), KeyUsage::key_cert_sign, "keyCertSign", detail);
}

bool may_sign_handshakes(const PathState& state, std::string& detail) {
    return may(state.subject(), KeyUsage::digital_signature, "digitalSignature", detail);
}

} // namespace vitrine::x509
