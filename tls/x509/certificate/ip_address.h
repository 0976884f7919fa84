// IP addresses, as certificates hold them and as people write them.
#pragma once

#include "crypto/bytes.h"

#include <optional>

namespace vitrine::x509 {

// The 4 or 16 bytes of an IPv4 or IPv6 address in text; nothing if it is none.
std::optional<Bytes> parse_ip_address(std::string_view text);
std::string format_ip_address(View bytes);

} // namespace vitrine::x509
