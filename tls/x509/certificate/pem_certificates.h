// Certificates from PEM text.
#pragma once

#include "tls/x509/certificate/certificate.h"

#include <vector>

namespace vitrine::x509 {

// All certificates in the text, in order. Throws ParseError if there is none.
std::vector<Certificate> certificates_from_pem(std::string_view text);

} // namespace vitrine::x509
