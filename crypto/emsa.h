// How a message becomes the number that RSA signs: EMSA-PKCS1-v1_5 and EMSA-PSS (RFC 8017 §9).
#pragma once

#include "crypto/hash.h"

#include <optional>

namespace vitrine::crypto {

// EMSA-PKCS1-v1_5 (RFC 8017 §9.2): 00 01 ff … ff 00 DigestInfo, `size` bytes. There is no decoder, by design: a
// verifier that encodes and compares cannot be lured into skipping bytes (Bleichenbacher 2006, BERserk CVE-2014-1568).
Bytes emsa_pkcs1_encode(HashAlgorithm hash, View message, std::size_t size);

// EMSA-PSS (RFC 8017 §9.1) with MGF1 by the same hash; `bits` is the modulus's bits less one.
Bytes emsa_pss_encode(HashAlgorithm hash, View message, View salt, std::size_t bits);
// The salt must be as long as a digest: RFC 8446 §4.2.3 fixes it so for the rsa_pss schemes.
[[nodiscard]] bool emsa_pss_verify(HashAlgorithm hash, View message, View encoded, std::size_t bits);

} // namespace vitrine::crypto
