// The rows about revocation lists (RFC 5280 §6.3.3): was it revoked, and can what was given be relied on?
#pragma once

#include "tls/x509/path/path_checks.h"

namespace vitrine::x509 {

bool is_not_revoked(const PathState& state, std::string& detail);
bool revocation_lists_answer(const PathState& state, std::string& detail);

} // namespace vitrine::x509
