// What lies in files in DER to a list of named fields: certificates, what is said of their revocation, and keys.
#pragma once

#include "tls/trace/annotate.h"

#include <optional>

namespace vitrine::tls {

// A kind of thing that DER can be.
struct DerKind {
    std::string_view label; // of its PEM block: "X509 CRL" (RFC 7468)
    std::string_view name;  // for people: "revocation list"
    Annotation (*annotate)(View der);
};
std::span<const DerKind> der_kinds();
// By the label of a PEM block; nothing for private keys, which are never shown, and for what is not known.
std::optional<DerKind> der_kind_of(std::string_view pem_label);
// The first kind that it is without a fault; else a certificate, with its fault.
DerKind der_kind_in(View der);

Annotation annotate_revocation_list(View der); // RFC 5280 §5.1
Annotation annotate_ocsp_response(View der);   // RFC 6960 §4.2.1
Annotation annotate_ocsp_request(View der);    // RFC 6960 §4.1.1
Annotation annotate_encrypted_key(View der);   // RFC 5958 §3: how it is encrypted; the key stays what it is
Annotation annotate_public_key(View der);      // RFC 5280 §4.1.2.7

} // namespace vitrine::tls
