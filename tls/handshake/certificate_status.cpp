// status_request and CertificateStatus: whether the server's certificate has been revoked, brought along by the server
// (RFC 6066 §8), and what follows from it (RFC 6960 §3.2, RFC 7633 §4.3.3).
#include "tls/handshake/certificate_status.h"

#include "tls/handshake/moves.h"
#include "tls/handshake/peer_identity.h"
#include "tls/wire/codec.h"
#include "tls/x509/asn1/parse_error.h"
#include "tls/x509/revocation/ocsp_check.h"

#include <algorithm>

namespace vitrine::tls {
namespace {

using StatusKind = x509::RevocationStatus::Kind;

// The response is about the server's own certificate, and its issuer stands next to it in the path.
x509::RevocationStatus status_by(const Dialogue& dialogue, View response) {
    const std::vector<x509::Certificate>& path = dialogue.peer->verdict.path;
    if (path.size() < 2)
        return {StatusKind::not_checked,
                "not checked: who issued the certificate, and could speak of it, is not known"};
    try {
        return x509::ocsp_status_of(x509::OcspResponse::parse(response), path[0], path[1],
                                    dialogue.environment.clock.now());
    } catch (const x509::ParseError& error) {
        return {StatusKind::unclear, std::string{"the OCSP response cannot be read: "} + error.what()};
    }
}

void judge_response(Dialogue& dialogue) {
    x509::RevocationStatus status = status_by(dialogue, dialogue.peer->ocsp_response);
    if (status.kind == StatusKind::good) dialogue.peer->verdict.not_revoked_by = x509::RevocationSource::ocsp_response;
    const bool revoked = status.kind == StatusKind::revoked;
    add_finding(dialogue,
                {0, "OCSP response", "RFC 6960 §3.2", !revoked && status.kind != StatusKind::unclear,
                 std::move(status.detail), revoked ? x509::Refusal::revoked : x509::Refusal::status_unclear},
                revoked ? AlertDescription::certificate_revoked
                        : AlertDescription::bad_certificate_status_response); // RFC 6066 §8
}

} // namespace

void offer_status_request(const ClientConfig& config, Extensions& extensions) {
    if (config.request_status)
        extensions.push_back({ExtensionType::status_request, StatusRequest{OcspStatusRequest{}}});
}

void read_status_answer(Dialogue& dialogue, const ServerHello& hello) {
    const auto* answer = find<StatusRequest>(hello.extensions);
    if (answer == nullptr) return;
    dialogue.check(!answer->request, [&] {
        return Check{.what = "status_request of ServerHello",
                     .found = answer->request ? "a request" : "empty",
                     .expected = "empty",
                     .alert = AlertDescription::decode_error,
                     .sentence = "the server's status_request extension is not empty",
                     .rfc = "RFC 6066 §8"};
    });
    dialogue.facts.status_promised = true;
}

// Promised only with a response at hand, so that it is never left out.
void write_status_answer(Dialogue& dialogue, const Identity& shown, Extensions& extensions) {
    const auto* asked = find<StatusRequest>(dialogue.offer->extensions);
    const bool by_ocsp =
        asked != nullptr && asked->request && asked->request->status_type == CertificateStatusType::ocsp;
    if (!by_ocsp || shown.ocsp_response().empty()) return;
    extensions.push_back({ExtensionType::status_request, StatusRequest{}});
    dialogue.facts.status_promised = dialogue.facts.status_sent = true;
}

Bytes write_certificate_status(Dialogue& dialogue) {
    return encode(CertificateStatus{CertificateStatusType::ocsp, to_bytes(dialogue.choice->identity->ocsp_response())});
}

void read_certificate_status(Dialogue& dialogue, View body) {
    auto status = decode<CertificateStatus>("CertificateStatus", body);
    dialogue.check(status.status_type == CertificateStatusType::ocsp, [&] {
        return Check{.what = "status_type of CertificateStatus",
                     .found = name_of(status.status_type),
                     .expected = name_of(CertificateStatusType::ocsp),
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the server's CertificateStatus is of another type than the one that was asked for",
                     .rfc = "RFC 6066 §8"};
    });
    dialogue.peer->ocsp_response = std::move(status.response);
    dialogue.facts.status_sent = true;
    judge_response(dialogue);
}

bool must_come_with_status(const x509::Certificate& certificate) {
    const std::vector<std::uint16_t>& features = certificate.extensions().tls_features;
    return std::ranges::find(features, static_cast<std::uint16_t>(ExtensionType::status_request)) != features.end();
}

// A feature counts only if we offered it. Not done: the features that an issuer demands of those it certifies (§4.2.2).
void demand_status_if_certificate_does(Dialogue& dialogue) {
    if (!must_come_with_status(dialogue.peer_certificate())) return;
    const bool asked = dialogue.client_config->request_status;
    const bool sent = dialogue.facts.status_sent;
    std::string detail = !asked ? "the certificate must come with an OCSP response, but none was asked for"
                         : sent ? "the certificate must come with an OCSP response, and did"
                                : "the certificate must come with an OCSP response (must-staple), and came without";
    add_finding(dialogue,
                {0, "TLS feature status_request", "RFC 7633 §4.3.3", !asked || sent, std::move(detail),
                 x509::Refusal::status_unclear},
                AlertDescription::bad_certificate_status_response);
}

} // namespace vitrine::tls
