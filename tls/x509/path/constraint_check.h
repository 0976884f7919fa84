// The row of the path checks that holds names against the name constraints above them (RFC 5280 §6.1.3 (b), (c)).
#pragma once

#include "tls/x509/path/path_checks.h"

namespace vitrine::x509 {

bool name_constraints_are_kept(const PathState& state, std::string& detail);

} // namespace vitrine::x509
