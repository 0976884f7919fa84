// Certificates made by libcrypto, so that what ours reads and judges here was written by somebody else.
#pragma once

#include "bench/openssl_handles.h"
#include "crypto/bytes.h"

#include <chrono>
#include <string>
#include <vector>

namespace vitrine::tests {

enum class KeyKind : std::uint8_t { p256, p384, p521, rsa1024, rsa2048, ed25519 };

using KeyHandle = bench::Handle<EVP_PKEY>;
KeyHandle make_key(KeyKind kind);

struct Wish {
    std::string subject, issuer; // common names; empty: a name of no attributes
    std::chrono::sys_seconds not_before, not_after;
    int version = 3;
    long serial = 1; // may be negative
    const EVP_MD* hash = EVP_sha256();
    std::string extensions;          // lines of openssl.cnf: "basicConstraints = critical, CA:TRUE"
    std::string sections;            // what those lines refer to: "[dir]\nO = Example"
    const X509* issued_by = nullptr; // whose subjectKeyIdentifier an authorityKeyIdentifier names
};

bench::Handle<X509> issue(const Wish& wish, EVP_PKEY* key, EVP_PKEY* issuer_key);
Bytes der_of(const X509* certificate);

} // namespace vitrine::tests
