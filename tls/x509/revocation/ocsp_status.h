// What an OCSP response says of the first certificate in it (RFC 6960 §4.2.1). It is not verified here.
#pragma once

#include "crypto/bytes.h"

#include <string>

namespace vitrine::x509 {

// "good", "revoked", "unknown"; "tryLater" and the like where the responder gives no answer; or why it cannot be read.
std::string ocsp_status_in(View der);

} // namespace vitrine::x509
