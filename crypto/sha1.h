// SHA-1 (FIPS 180-4 §6.1), for finding who is meant and for nothing else: OCSP names an issuer by it (RFC 6960 §4.1.1).
// A collision does no harm there, since a signature by a better hash covers the answer.
#pragma once

#include "crypto/bytes.h"

#include <array>

namespace vitrine::crypto {

using Sha1Digest = std::array<std::uint8_t, 20>;

Sha1Digest sha1_for_lookup(View bytes);

} // namespace vitrine::crypto
