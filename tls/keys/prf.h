// The pseudorandom function of TLS 1.2: P_hash by HMAC (RFC 5246 §5).
#pragma once

#include "crypto/hash.h"

namespace vitrine::tls {

// Fills `out` with P_hash(secret, label + seed), where the seed is seed1 ‖ seed2.
void prf(crypto::HashAlgorithm hash, View secret, std::string_view label, View seed1, View seed2, MutableView out);

} // namespace vitrine::tls
