// Certificates for the benchmarks, made at start and never written anywhere.
#pragma once

#include <string>

namespace vitrine::bench {

enum class KeyKind { rsa_2048, p256 };

// A certificate for `localhost`, its key, and the CA that signed it with a key of the same kind. All PEM.
struct Certificates {
    std::string ca, certificate, key;
};

// The same at every call: all stacks get the same.
const Certificates& certificates_of(KeyKind kind);

} // namespace vitrine::bench
