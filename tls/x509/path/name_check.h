// The rows of the path checks that compare names (RFC 9525 §6).
#pragma once

#include "tls/x509/path/path_checks.h"

namespace vitrine::x509 {

// Pass if the question asks for no name; `detail` becomes the sentence of the finding.
bool host_name_is_named(const PathState& state, std::string& detail);
bool ip_address_is_named(const PathState& state, std::string& detail);

} // namespace vitrine::x509
