// status_request and CertificateStatus: whether the server's certificate has been revoked, brought along by the server
// (RFC 6066 §8). What the response says is not looked at here.
#include "tls/handshake/certificate_status.h"

#include "tls/handshake/moves.h"
#include "tls/wire/codec.h"

namespace vitrine::tls {

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
}

} // namespace vitrine::tls
