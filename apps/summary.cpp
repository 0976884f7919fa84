// What was agreed, in words for a person.
#include "apps/summary.h"

#include "apps/names.h"
#include "apps/terminal.h"
#include "tls/base/names.h"
#include "tls/x509/asn1/pem.h"

#include <algorithm>
#include <fmt/chrono.h>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

template <class Number> std::string name_or_none(const std::optional<Number>& number) {
    return number ? name_of(*number) : "none";
}

std::string yes_or_no(bool value) { return value ? "yes" : "no"; }

std::string resumed_by(const tls::Agreed& agreed) {
    return agreed.resumption == tls::Resumption::none ? "no" : fmt::format("yes, by {}", name_of(agreed.resumption));
}

std::string trust_of(const tls::Connection& connection) {
    const x509::Verdict* const verdict = connection.peer_verdict();
    if (verdict == nullptr) return connection.role() == tls::Role::server ? "no certificate was asked for" : "no";
    if (verdict->trusted) return fmt::format("yes, {} checks passed", verdict->checks);
    const x509::Finding* const reason = verdict->reason();
    return reason == nullptr ? "NO" : fmt::format("NO: {} ({})", reason->detail, reason->rfc);
}

// Of a certificate that nothing speaks of it is said that it was not checked.
std::string revocation_of(const x509::Verdict& verdict) {
    switch (verdict.not_revoked_by) {
    case x509::RevocationSource::list: return "not revoked, by its issuer's list";
    case x509::RevocationSource::ocsp_response: return "not revoked, by the OCSP response sent with it";
    case x509::RevocationSource::none: break;
    }
    return "not checked";
}

// "at most 512 bytes to the peer and 512 to us (max_fragment_length)"; empty if nothing was agreed on.
std::string records_of(const tls::RecordLimits& limits) {
    if (!limits.by) return "";
    return fmt::format("at most {} bytes to the peer and {} to us ({})", limits.to_send, limits.to_receive,
                       name_of(*limits.by));
}

std::string date(std::chrono::sys_seconds time) {
    return fmt::format("{:%Y-%m-%d %H:%M} UTC", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

} // namespace

std::vector<Fact> facts_of(const tls::Connection& connection) {
    const tls::Agreed agreed = connection.agreed();
    std::vector<Fact> facts;
    facts.push_back({"protocol", "TLS 1.2 (RFC 5246)"});
    facts.push_back({"cipher suite", name_or_none(agreed.cipher_suite)});
    if (agreed.cipher_suite) facts.push_back({"  in openssl", std::string{openssl_name_of(*agreed.cipher_suite)}});
    facts.push_back({"resumed", resumed_by(agreed)});
    facts.push_back({"group", name_or_none(agreed.group)});
    facts.push_back({"signature scheme", name_or_none(agreed.signature_scheme)});
    facts.push_back({"extended master secret", yes_or_no(agreed.extended_master_secret)});
    facts.push_back({"secure renegotiation", yes_or_no(agreed.secure_renegotiation)});
    if (connection.role() == tls::Role::server)
        facts.push_back({"server name (SNI)", agreed.server_name.empty() ? "none" : agreed.server_name});
    facts.push_back({"ALPN", agreed.alpn_protocol.empty() ? "none" : agreed.alpn_protocol});
    if (agreed.record_limits.by) facts.push_back({"records", records_of(agreed.record_limits)});
    if (!connection.peer_certificates().empty()) {
        const x509::Certificate& certificate = connection.peer_certificates().front();
        facts.push_back({"peer certificate", certificate.subject().text()});
        facts.push_back({"  issued by", certificate.issuer().text()});
        facts.push_back({"  valid until", date(certificate.not_after())});
    }
    facts.push_back({"peer verified", trust_of(connection)});
    if (const x509::Verdict* const verdict = connection.peer_verdict())
        facts.push_back({"  revocation", revocation_of(*verdict)});
    return facts;
}

std::string summary(const tls::Connection& connection) {
    std::string text;
    for (const Fact& fact : facts_of(connection)) text += fmt::format("  {:<23} {}\n", fact.name, escaped(fact.value));
    return text;
}

std::string summary_line(const tls::Connection& connection) {
    const tls::Agreed agreed = connection.agreed();
    std::string text = fmt::format("TLS 1.2, {}", name_or_none(agreed.cipher_suite));
    if (agreed.resumption == tls::Resumption::none)
        text += fmt::format(", {}, {}", name_or_none(agreed.group), name_or_none(agreed.signature_scheme));
    else
        text += fmt::format(", resumed: {}", name_of(agreed.resumption));
    if (!agreed.server_name.empty()) text += ", SNI " + escaped(agreed.server_name);
    if (!agreed.alpn_protocol.empty()) text += ", ALPN " + escaped(agreed.alpn_protocol);
    const tls::RecordLimits& limits = agreed.record_limits;
    if (std::min(limits.to_send, limits.to_receive) < 1 << 14) text += ", records of " + records_of(limits);
    if (!connection.peer_certificates().empty())
        text += ", peer " + escaped(connection.peer_certificates().front().subject().text());
    const x509::Verdict* const verdict = connection.peer_verdict();
    return text + (verdict == nullptr ? "" : verdict->trusted ? ", verified" : ", NOT VERIFIED");
}

std::string certificates_text(std::span<const x509::Certificate> certificates) {
    std::string text;
    for (std::size_t i = 0; i < certificates.size(); ++i) {
        const x509::Certificate& certificate = certificates[i];
        text += fmt::format(" {} s:{}\n   i:{}\n   v:{} to {}\n{}", i, escaped(certificate.subject().text()),
                            escaped(certificate.issuer().text()), date(certificate.not_before()),
                            date(certificate.not_after()), x509::write_pem("CERTIFICATE", certificate.der()));
    }
    return text;
}

} // namespace vitrine::apps
