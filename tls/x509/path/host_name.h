// Does a certificate name this host? (RFC 9525 §6)
#pragma once

#include "tls/x509/certificate/certificate.h"

namespace vitrine::x509 {

// True if `presented`, a dNSName of a certificate, is well formed and matches `wanted`: letters without regard to
// case; "*" only as the whole left-most label, for exactly one label, with at least two more behind it.
[[nodiscard]] bool matches_dns_name(std::string_view presented, std::string_view wanted);

// Labels of letters, digits, '-' and '_', with dots between them and none at the end.
[[nodiscard]] bool is_dns_name(std::string_view name);
[[nodiscard]] bool equal_ignoring_case(std::string_view one, std::string_view other); // of ASCII letters

} // namespace vitrine::x509
