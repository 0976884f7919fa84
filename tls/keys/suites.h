// The cipher-suite table: one row a suite (RFC 5289 §3.2, RFC 7905 §2). Adding a suite is adding a row.
#pragma once

#include "crypto/hash.h"
#include "crypto/signature.h"
#include "tls/base/numbers.h"
#include "tls/keys/aead.h"

namespace vitrine::tls {

enum class Authentication : std::uint8_t { rsa, ecdsa }; // whose key signs the ServerKeyExchange

struct SuiteInfo {
    CipherSuite suite;
    std::string_view openssl_name; // "ECDHE-RSA-AES128-GCM-SHA256"
    Authentication authentication;
    crypto::HashAlgorithm hash; // of the PRF and of the transcript
    AeadCipher cipher;          // of the records
};

// All suites, in vitrine's order of preference.
std::span<const SuiteInfo> suites();
// The row of a suite; nullptr if it is none of ours.
const SuiteInfo* find_suite(CipherSuite suite);

} // namespace vitrine::tls
