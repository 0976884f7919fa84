// The suites of TLS 1.2 with AES-GCM or ChaCha20-Poly1305, whatever their key exchange: what a record needs to be
// opened (RFC 5288, RFC 5289, RFC 7905).
#pragma once

#include "crypto/hash.h"
#include "tls/base/numbers.h"
#include "tls/keys/aead.h"

#include <optional>

namespace vitrine::tls {

struct AeadSuite {
    crypto::HashAlgorithm hash; // of the PRF and of the transcript
    AeadCipher cipher;
};

// Also of suites that vitrine itself does not speak; nothing for a suite with another cipher.
std::optional<AeadSuite> find_aead_suite(CipherSuite suite);

} // namespace vitrine::tls
