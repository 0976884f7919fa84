// What can be wrong with a certificate, or looks so: each a row, with how likely it is.
#pragma once

#include "tests/openssl/issue.h"

#include <span>

namespace vitrine::tests {

// A certificate before it is made. `key` and `issuer_key` may be replaced by others of their owner's.
struct Draft {
    Wish wish;
    EVP_PKEY* key = nullptr;
    EVP_PKEY* issuer_key = nullptr;
    EVP_PKEY* stranger = nullptr;    // a good key of somebody else
    EVP_PKEY* weak = nullptr;        // RSA 1024
    EVP_PKEY* unused_kind = nullptr; // Ed25519
};

struct Fault {
    const char* name;
    void (*put)(Draft& draft);
};

std::span<const Fault> faults_of_authorities(); // roots and intermediates
std::span<const Fault> faults_of_leaves();

} // namespace vitrine::tests
