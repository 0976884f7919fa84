// The AES-GCM suites of TLS 1.2, whatever their key exchange: what a record needs to be opened (RFC 5288, RFC 5289).
#pragma once

#include "crypto/hash.h"
#include "tls/base/numbers.h"

#include <optional>

namespace vitrine::tls {

struct GcmSuite {
    crypto::HashAlgorithm hash; // of the PRF and of the transcript
    std::size_t key_size;       // bytes
};

// Also of suites that vitrine itself does not speak; nothing for a suite with another cipher.
std::optional<GcmSuite> find_gcm_suite(CipherSuite suite);

} // namespace vitrine::tls
