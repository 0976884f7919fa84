// Who the peer is, by its certificates (RFC 5246 §7.4.2, RFC 5280 §6).
#include "tls/handshake/peer_identity.h"

namespace vitrine::tls {

namespace {

AlertDescription alert_for(x509::Refusal refusal) {
    switch (refusal) {
    case x509::Refusal::expired: return AlertDescription::certificate_expired;
    case x509::Refusal::revoked: return AlertDescription::certificate_revoked;
    case x509::Refusal::status_unclear: return AlertDescription::certificate_unknown; // RFC 5246 §7.2.2
    case x509::Refusal::unknown_issuer: return AlertDescription::unknown_ca;
    case x509::Refusal::unsupported:
    case x509::Refusal::wrong_usage: return AlertDescription::unsupported_certificate;
    default: return AlertDescription::bad_certificate;
    }
}

x509::Question question_for(const Dialogue& dialogue, std::chrono::sys_seconds now) {
    x509::Question question{};
    question.time = now;
    if (dialogue.us == Role::server) {
        question.revocation_lists = dialogue.server_config->revocation_lists;
        question.revocation_demand = dialogue.server_config->revocation_demand;
        question.purpose = x509::Purpose::client_auth;
        return question;
    }
    question.revocation_lists = dialogue.client_config->revocation_lists;
    question.revocation_demand = dialogue.client_config->revocation_demand;
    question.purpose = x509::Purpose::server_auth;
    question.host_name = dialogue.client_config->verify_host_name;
    question.ip_address = dialogue.client_config->verify_ip_address;
    question.allow_common_name = dialogue.client_config->allow_common_name;
    return question;
}

const x509::TrustStore& trust_store_of(const Dialogue& dialogue) {
    return dialogue.us == Role::client ? dialogue.client_config->trust_store : dialogue.server_config->trust_store;
}

void tell_finding(const Dialogue& dialogue, const x509::Finding& finding) {
    Observer* const observer = dialogue.environment.observer;
    if (observer == nullptr) return;
    const std::string what = std::string{finding.check} + " of certificate " + std::to_string(finding.depth);
    observer->checked(dialogue.us, {what, finding.detail, "", finding.passed, finding.rfc});
}

} // namespace

x509::Verdict judge(const Dialogue& dialogue, std::span<const x509::Certificate> chain, std::chrono::sys_seconds now) {
    return x509::validate(chain, trust_store_of(dialogue), question_for(dialogue, now));
}

PeerCertificate policy_of(const Dialogue& dialogue) {
    return dialogue.us == Role::client ? dialogue.client_config->peer_certificate
                                       : dialogue.server_config->peer_certificate;
}

PathAccepted accept_path(Dialogue& dialogue) {
    const x509::Verdict& verdict = dialogue.peer->verdict;
    const x509::Finding* reason = verdict.reason();
    if (policy_of(dialogue) == PeerCertificate::accept_any) return {};
    if (reason != nullptr)
        dialogue.check(false, [&] {
            return Check{.what = reason->check,
                         .found = reason->detail,
                         .expected = "a check that passes",
                         .alert = alert_for(reason->refusal),
                         .sentence = reason->detail,
                         .rfc = reason->rfc};
        });
    dialogue.check(verdict.trusted, [&] {
        return Check{.what = "certificate path",
                     .found = verdict.trusted ? verdict.path.back().subject().text() : "no anchor",
                     .expected = "a path to a trust anchor",
                     .alert = AlertDescription::unknown_ca,
                     .sentence = "no path from the peer's certificate to a trust anchor",
                     .rfc = "RFC 5280 §6.1"};
    });
    return {};
}

void add_finding(Dialogue& dialogue, x509::Finding finding, AlertDescription alert) {
    x509::Verdict& verdict = dialogue.peer->verdict;
    tell_finding(dialogue, finding);
    verdict.trusted = verdict.trusted && finding.passed;
    ++verdict.checks;
    verdict.findings.push_back(std::move(finding));
    const x509::Finding& added = verdict.findings.back();
    if (added.passed || policy_of(dialogue) == PeerCertificate::accept_any) return;
    dialogue.check(false, [&] {
        return Check{.what = added.check,
                     .found = added.detail,
                     .expected = "a check that passes",
                     .alert = alert,
                     .sentence = added.detail,
                     .rfc = added.rfc};
    });
}

void take_peer_chain(Dialogue& dialogue, std::vector<x509::Certificate> chain) {
    x509::Verdict verdict = judge(dialogue, chain, dialogue.environment.clock.now());
    for (const x509::Finding& finding : verdict.findings) tell_finding(dialogue, finding); // also if any is taken
    dialogue.peer.emplace(PeerIdentity{std::move(chain), std::move(verdict), {}});
    dialogue.proofs.path = accept_path(dialogue);
    const std::optional<crypto::PublicKey>& key = dialogue.peer_certificate().public_key();
    dialogue.check(key.has_value(), [&] {
        return Check{.what = "key of the certificate",
                     .found = key ? crypto::describe(*key) : "another",
                     .expected = "RSA of 2048 to 8192 bits, or EC on a curve that we use",
                     .alert = AlertDescription::unsupported_certificate,
                     .sentence = "the peer's certificate has a key of a kind, curve or size that we do not use",
                     .rfc = "RFC 8422 §5.3"};
    });
}

} // namespace vitrine::tls
