// Registered numbers seen as the algorithms of crypto/: schemes (RFC 8446 §4.2.3, as TLS 1.2 uses them) and groups.
#pragma once

#include "crypto/ecdh.h"
#include "crypto/signature.h"
#include "tls/base/names.h"
#include "tls/keys/suites.h"
#include "tls/x509/certificate/certificate.h"

namespace vitrine::tls {

// The curve of a group; nothing for groups that vitrine does not use (RFC 8422 §5.1.1).
std::optional<crypto::Curve> curve_of(NamedGroup group);

// What the scheme stands for; nothing for schemes that vitrine does not use (SHA-1, EdDSA …).
std::optional<crypto::SignatureAlgorithm> algorithm_of(SignatureScheme scheme);

// A public key as a certificate presents it.
struct CertifiedKey {
    const crypto::PublicKey& key;
    bool is_pss_only;                                             // RFC 4055 §1.2: only rsa_pss_pss schemes fit then
    std::optional<crypto::HashAlgorithm> pss_hash = std::nullopt; // and of these only the one with it: RFC 8446 §4.2.3
};
CertifiedKey certified_key(const x509::Certificate& certificate); // whose key is one that we use; it must outlive this

[[nodiscard]] bool fits(SignatureScheme scheme, const CertifiedKey& key);

// Which authentication the key can serve in a suite's name: ECDHE_RSA or ECDHE_ECDSA.
Authentication authentication_by(const crypto::PublicKey& key);

} // namespace vitrine::tls
