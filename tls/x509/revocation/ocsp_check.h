// Whether an OCSP response can be relied on, and what it says of a certificate (RFC 6960 §3.2, §4.2.2.2).
#pragma once

#include "tls/x509/revocation/ocsp_response.h"
#include "tls/x509/revocation/revocation_lists.h"

namespace vitrine::x509 {

// `issuer` has issued `certificate`: that was verified. Never not_checked; a status of unknown is unclear.
RevocationStatus ocsp_status_of(const OcspResponse& response, const Certificate& certificate, const Certificate& issuer,
                                std::chrono::sys_seconds time);

} // namespace vitrine::x509
