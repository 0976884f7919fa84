// Why a certificate was revoked (RFC 5280 §5.3.1).
#pragma once

#include "tls/x509/asn1/der.h"

namespace vitrine::x509 {

enum class ReasonCode : std::uint8_t {
    unspecified = 0,
    key_compromise = 1,
    ca_compromise = 2,
    affiliation_changed = 3,
    superseded = 4,
    cessation_of_operation = 5,
    certificate_hold = 6,
    remove_from_crl = 8,
    privilege_withdrawn = 9,
    aa_compromise = 10,
};
std::string name_of(ReasonCode reason); // "keyCompromise"; of a number that means nothing: "reason 7"

// CRLReason ::= ENUMERATED
ReasonCode read_reason_code(DerReader& reader, std::string_view name);

} // namespace vitrine::x509
