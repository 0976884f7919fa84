// Whom an OCSP request or response is about (RFC 6960 §4.1.1).
#pragma once

#include "tls/x509/asn1/der.h"

namespace vitrine::x509 {

// The hash is a way to name the issuer, and no signature.
struct CertId {
    std::string hash_algorithm; // object identifier
    Bytes issuer_name_hash, issuer_key_hash, serial_number;
};

CertId read_cert_id(DerReader& reader, std::string_view name);

} // namespace vitrine::x509
