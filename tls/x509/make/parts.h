// The values that certificates and requests are made of, as DER (RFC 5280 §4.1).
#pragma once

#include "crypto/signature.h"

#include <chrono>

namespace vitrine::x509 {

// AlgorithmIdentifier of a signature                                                       RFC 5280 §4.1.1.2
Bytes signature_algorithm(crypto::SignatureAlgorithm algorithm);
// AlgorithmIdentifier of a key: rsaEncryption, or ecPublicKey with its curve               RFC 5280 §4.1.2.7
Bytes key_algorithm(const crypto::PublicKey& key);
// SubjectPublicKeyInfo                                                                     RFC 5280 §4.1.2.7
Bytes subject_public_key_info(const crypto::PublicKey& key);
Bytes subject_public_key_info(View algorithm, View subject_public_key);
Bytes rsa_public_key(View modulus, View exponent); // RFC 8017 §A.1.1

struct NameAttribute {
    std::string type;  // "CN", or an object identifier: "2.5.4.3"
    std::string value; // UTF-8
};
// Name: one attribute an RDN. A type that has no such short name is a std::invalid_argument.   RFC 5280 §4.1.2.4
Bytes name(const std::vector<NameAttribute>& attributes);

Bytes validity(std::chrono::sys_seconds not_before, std::chrono::sys_seconds not_after); // RFC 5280 §4.1.2.5

// Sixteen random bytes, positive, drawn under the purpose "serial_number".                 RFC 5280 §4.1.2.2
Bytes random_serial_number(crypto::RandomSource& random);

} // namespace vitrine::x509
