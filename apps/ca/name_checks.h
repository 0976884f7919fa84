// What stands in names, held to the rules of those who will verify them: what they refuse is not made.
#pragma once

#include "tls/x509/make/parts.h"

#include <string_view>

namespace vitrine::apps::ca {

// Each throws UsageError.

// Labels of letters, digits, '-' and '_'; the first may be '*' (RFC 5280 §4.2.1.6, RFC 9525 §6.3).
void require_dns_name(std::string_view text);
void require_mailbox(std::string_view text); // RFC 5280 §4.2.1.6: Local-part@Domain
void require_uri(std::string_view text);     // RFC 5280 §4.2.1.6: with a scheme, and something behind it
// Length and alphabet of the value: RFC 5280 §A.1. Types that are not known pass.
void require_attribute(const x509::NameAttribute& attribute);

} // namespace vitrine::apps::ca
