// The rows of the path checks about the right to issue certificates, and what else keyUsage allows (RFC 5280 §6.1.4).
#pragma once

#include "tls/x509/path/path_checks.h"

namespace vitrine::x509 {

bool is_certificate_authority(const PathState& state, std::string& detail);
bool rights_of_a_ca_agree(const PathState& state, std::string& detail);
bool path_length_is_kept(const PathState& state, std::string& detail);
bool may_sign_certificates(const PathState& state, std::string& detail);
bool may_sign_handshakes(const PathState& state, std::string& detail);

} // namespace vitrine::x509
