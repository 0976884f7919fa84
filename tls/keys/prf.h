// The pseudorandom function of TLS 1.2: P_hash by HMAC (RFC 5246 §5).
#pragma once

#include "crypto/hash.h"

namespace vitrine::tls {

// Fills `out` with P_hash(secret, label + seed), where the seed is seed1 ‖ seed2. Whoever wants to see how gets the
// A(1), A(2) … that it took, behind what `steps` holds already.
void prf(crypto::HashAlgorithm hash, View secret, std::string_view label, View seed1, View seed2, MutableView out,
         std::vector<crypto::Digest>* steps = nullptr);

} // namespace vitrine::tls
