// A certificate before it is signed (RFC 5280 §4.1), and signing it. Each part stands as DER already: so a part may be
// good, or as bad as an experiment wants it.
#pragma once

#include "tls/x509/make/extensions.h"

#include "crypto/signature.h"

namespace vitrine::x509::make {

struct CertificateTemplate {
    int version = 3;     // 1 has no extensions
    Bytes serial_number; // the content of an INTEGER
    Bytes signature;     // AlgorithmIdentifier; empty: the signer's
    Bytes issuer, validity, subject, subject_public_key_info;
    std::vector<Extension> extensions;
};

// Whose signature it gets.
struct Signer {
    const crypto::PrivateKey& key;
    crypto::SignatureAlgorithm algorithm;
    crypto::RandomSource& random;
};
// ECDSA for EC keys, else PKCS#1; SHA-384 for P-384, else SHA-256.
crypto::SignatureAlgorithm usual_algorithm(const crypto::PrivateKey& key);

Bytes to_be_signed(const CertificateTemplate& parts);
// SEQUENCE { toBeSigned, algorithm, signature }: certificates and requests alike.
Bytes sign(View to_be_signed, View algorithm, const Signer& signer);
Bytes sign(CertificateTemplate parts, const Signer& signer);

} // namespace vitrine::x509::make
