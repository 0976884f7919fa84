// What lies in files in DER to a list of named fields (RFC 5280, RFC 6960, RFC 5958).
#include "tls/trace/annotate_der.h"

#include "tls/trace/collector.h"
#include "tls/x509/asn1/parse_error.h"
#include "tls/x509/certificate/fields.h"
#include "tls/x509/keys/encrypted_key.h"
#include "tls/x509/revocation/ocsp_request.h"
#include "tls/x509/revocation/ocsp_response.h"
#include "tls/x509/revocation/revocation_list.h"

#include <algorithm>
#include <array>

namespace vitrine::tls {

namespace {

Annotation annotate_by(std::string_view name, View der, void (*read)(View der, FieldSink& sink)) {
    Annotation annotation{std::string{name}, {}, {}};
    Collector collector{annotation, ""};
    try {
        read(der, collector);
    } catch (const x509::ParseError& error) {
        annotation.fault = error.what();
    }
    add_rest(annotation, der);
    return annotation;
}

// clang-format off
constexpr std::array kinds{
    DerKind{"CERTIFICATE",           "certificate",           annotate_certificate},
    DerKind{"X509 CRL",              "revocation list",       annotate_revocation_list},
    DerKind{"OCSP RESPONSE",         "OCSP response",         annotate_ocsp_response},
    DerKind{"OCSP REQUEST",          "OCSP request",          annotate_ocsp_request},
    DerKind{"ENCRYPTED PRIVATE KEY", "encrypted private key", annotate_encrypted_key},
    DerKind{"PUBLIC KEY",            "public key",            annotate_public_key},
};
// clang-format on

} // namespace

Annotation annotate_certificate(View der) {
    return annotate_by("Certificate", der, [](View bytes, FieldSink& sink) { x509::Certificate::parse(bytes, &sink); });
}

Annotation annotate_revocation_list(View der) {
    return annotate_by("CertificateList", der,
                       [](View bytes, FieldSink& sink) { x509::RevocationList::parse(bytes, &sink); });
}

Annotation annotate_ocsp_response(View der) {
    return annotate_by("OCSPResponse", der,
                       [](View bytes, FieldSink& sink) { x509::OcspResponse::parse(bytes, &sink); });
}

Annotation annotate_ocsp_request(View der) { return annotate_by("OCSPRequest", der, x509::read_ocsp_request); }

Annotation annotate_encrypted_key(View der) {
    return annotate_by("EncryptedPrivateKeyInfo", der, x509::read_encrypted_key);
}

Annotation annotate_public_key(View der) {
    return annotate_by("SubjectPublicKeyInfo", der, [](View bytes, FieldSink& sink) {
        x509::DerReader reader{"SubjectPublicKeyInfo", bytes, &sink};
        x509::read_public_key(reader, "");
        reader.finish();
    });
}

std::span<const DerKind> der_kinds() { return kinds; }

std::optional<DerKind> der_kind_of(std::string_view pem_label) {
    const auto* const found = std::ranges::find(kinds, pem_label, &DerKind::label);
    return found == kinds.end() ? std::nullopt : std::optional{*found};
}

DerKind der_kind_in(View der) {
    const auto* const found =
        std::ranges::find_if(kinds, [&](const DerKind& kind) { return kind.annotate(der).fault.empty(); });
    return found == kinds.end() ? kinds.front() : *found;
}

} // namespace vitrine::tls
