// What the lists that were given say of a certificate (RFC 5280 §6.3.3).
#include "tls/x509/revocation/revocation_lists.h"

#include "tls/x509/asn1/pem.h"
#include "tls/x509/certificate/fields.h"

#include <algorithm>
#include <fmt/format.h>
#include <mutex>

namespace vitrine::x509 {

using Kind = RevocationStatus::Kind;

// A list, and the key by which its signature was found to be right: a long one is not hashed for each connection.
struct RevocationLists::Given {
    explicit Given(RevocationList given) : list(std::move(given)) {}

    bool verifies_by(const Certificate& issuer) const {
        if (is_verified_by(issuer)) return true;
        if (!crypto::verify(*issuer.public_key(), *list.signature_algorithm(), list.to_be_signed(), list.signature()))
            return false;
        const std::lock_guard lock{mutex}; // not held above: others need not wait for the hash of a long list
        verified_by = to_bytes(issuer.subject_public_key_info());
        return true;
    }
    bool is_verified_by(const Certificate& issuer) const {
        const std::lock_guard lock{mutex};
        return std::ranges::equal(verified_by, issuer.subject_public_key_info());
    }

    RevocationList list;
    mutable std::mutex mutex;
    mutable Bytes verified_by;
};

namespace {

RevocationStatus unclear(const RevocationList& list, std::string_view why) {
    return {Kind::unclear, fmt::format("the list of {} of {} cannot be relied on: {}", list.issuer().text(),
                                       format_time(list.this_update()), why)};
}

// RFC 5280 §6.3.3 (f), (g): who may sign, and by what.
std::string why_not_signed(const RevocationList& list, const Certificate& issuer) {
    if (!issuer.extensions().allows(KeyUsage::crl_sign)) return "its issuer's keyUsage does not allow cRLSign";
    if (!list.signature_algorithm())
        return fmt::format("it is signed by {}, which is not used here", list.signature_algorithm_name());
    if (!issuer.public_key()) return "its issuer's key is of a kind that is not used here";
    if (!issuer.key_may_sign_by(*list.signature_algorithm()))
        return "its issuer's key is for RSASSA-PSS only, or for another hash";
    return {};
}

bool is_of_another_key(const RevocationList& list, const Certificate& issuer) {
    const auto& of_list = list.authority_key_identifier();
    const auto& of_issuer = issuer.extensions().subject_key_identifier;
    return of_list && of_issuer && of_list != of_issuer;
}

// RFC 5280 §6.3.3 (b)(2)(i)
bool names_point(const Certificate& certificate, const std::vector<GeneralName>& names) {
    const auto is_named = [&](const GeneralName& one) {
        return std::ranges::any_of(names, [&](const GeneralName& other) { return one == other; });
    };
    return std::ranges::any_of(certificate.extensions().crl_distribution_points, [&](const DistributionPoint& point) {
        return std::ranges::any_of(point.full_name, is_named);
    });
}

// RFC 5280 §6.3.3 (b)(2): does a list that is silent of the certificate mean that it is good?
bool covers(const RevocationList& list, const Certificate& certificate) {
    const auto& point = list.distribution_point();
    if (!point) return true;
    const auto& constraints = certificate.extensions().basic_constraints;
    const bool is_ca = constraints && constraints->ca;
    if (point->only_attribute_certificates || point->only_some_reasons) return false;
    if ((point->only_user_certificates && is_ca) || (point->only_ca_certificates && !is_ca)) return false;
    return !point->only_one_point || names_point(certificate, point->names);
}

RevocationStatus good(const RevocationList& list) {
    const std::string until = list.next_update() ? format_time(*list.next_update()) : "an unsaid time";
    return {Kind::good, fmt::format("not among the {} that {} revoked, by its list of {}, good until {}", list.size(),
                                    list.issuer().text(), format_time(list.this_update()), until)};
}

RevocationStatus status_by(const RevocationList& list, const Certificate& certificate, std::chrono::sys_seconds time) {
    if (!list.unusable().empty()) return unclear(list, list.unusable());
    if (const auto revoked = list.find(certificate.serial_number()))
        return {Kind::revoked,
                fmt::format("revoked on {} ({}), by the list of {} of {}", format_time(revoked->revocation_date),
                            name_of(revoked->reason), list.issuer().text(), format_time(list.this_update()))};
    if (!covers(list, certificate))
        return {Kind::not_checked, fmt::format("not checked: the list of {} is not for this kind of certificate or for "
                                               "another distribution point",
                                               list.issuer().text())};
    if (time < list.this_update()) return unclear(list, "it is not yet valid");
    if (list.next_update() && time > *list.next_update())
        return unclear(list, fmt::format("it expired, the next one was due on {}", format_time(*list.next_update())));
    return good(list);
}

} // namespace

int gravity_of(RevocationStatus::Kind kind) {
    switch (kind) {
    case Kind::revoked: return 3;
    case Kind::good: return 2;
    case Kind::unclear: return 1;
    case Kind::not_checked: break;
    }
    return 0;
}

void RevocationLists::add(RevocationList list) {
    auto& of_issuer = by_issuer_[to_bytes(list.issuer().canonical())];
    of_issuer.push_back(std::make_shared<const Given>(std::move(list)));
    ++size_;
}

std::size_t RevocationLists::add_file(std::string_view content) {
    if (content.find("-----BEGIN ") == std::string_view::npos) {
        add(RevocationList::parse(as_bytes(content)));
        return 1;
    }
    const std::size_t before = size_;
    for (const PemBlock& block : read_pem(content)) {
        if (block.label != "X509 CRL") continue; // RFC 7468 §6
        try {
            add(RevocationList::parse(block.der));
        } catch (const ParseError& error) {
            throw ParseError(fmt::format("the list at line {}: {}", block.line, error.what()));
        }
    }
    if (size_ == before) throw ParseError("no revocation list: no line '-----BEGIN X509 CRL-----'");
    return size_ - before;
}

std::vector<RevocationList> RevocationLists::all() const {
    std::vector<RevocationList> lists;
    for (const auto& [issuer, of_issuer] : by_issuer_)
        for (const auto& given : of_issuer) lists.push_back(given->list);
    return lists;
}

RevocationStatus RevocationLists::status_of(const Certificate& certificate, const Certificate& issuer,
                                            std::chrono::sys_seconds time) const {
    if (empty()) return {Kind::not_checked, "not checked: no revocation list was given"};
    RevocationStatus best{Kind::not_checked,
                          fmt::format("not checked: no list was given of {}", issuer.subject().text())};
    const auto lists = by_issuer_.find(to_bytes(issuer.subject().canonical()));
    if (lists == by_issuer_.end()) return best;
    for (const auto& given : lists->second) {
        std::string why = why_not_signed(given->list, issuer);
        if (why.empty() && !given->verifies_by(issuer)) {
            // The key decides. The identifier only excuses a list that another key of this name has signed.
            if (is_of_another_key(given->list, issuer)) continue;
            why = "its signature does not verify by its issuer's key";
        }
        RevocationStatus status = why.empty() ? status_by(given->list, certificate, time) : unclear(given->list, why);
        if (gravity_of(status.kind) > gravity_of(best.kind) || best.kind == Kind::not_checked) best = std::move(status);
    }
    return best;
}

} // namespace vitrine::x509
