// The RSA keys of tests/vectors/rsa_openssl.txt.
#pragma once

#include "crypto/rsa.h"
#include "vector_file.h"

namespace vitrine::tests {

constexpr std::string_view rsa_message = "vitrine signs this"; // as tests/vectors/rsa_openssl.txt has it

inline crypto::SecretBytes secret(View bytes) {
    crypto::SecretBytes copy{bytes.size()};
    std::copy(bytes.begin(), bytes.end(), copy.fill().begin());
    return copy;
}

inline crypto::RsaPrivateNumbers numbers_of(const Section& values) {
    return {.modulus = values.at("modulus"),
            .public_exponent = values.at("public_exponent"),
            .private_exponent = secret(values.at("private_exponent")),
            .prime1 = secret(values.at("prime1")),
            .prime2 = secret(values.at("prime2")),
            .exponent1 = secret(values.at("exponent1")),
            .exponent2 = secret(values.at("exponent2")),
            .coefficient = secret(values.at("coefficient"))};
}

} // namespace vitrine::tests
