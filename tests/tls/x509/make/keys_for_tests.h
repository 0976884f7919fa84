// Keys of each kind, made once for all tests of one program.
#pragma once

#include "tls/x509/make/new_key.h"

namespace vitrine::x509::tests {

inline KeyKind rsa_kind() { return {KeyKind::Algorithm::rsa, 2048, {}}; }
inline KeyKind ec_kind(crypto::Curve curve) { return {KeyKind::Algorithm::ec, 0, curve}; }

inline const NewKey& new_key(const KeyKind& kind) {
    static crypto::SystemRandom random;
    static const NewKey rsa = NewKey::generate(rsa_kind(), random);
    static const NewKey p256 = NewKey::generate(ec_kind(crypto::Curve::secp256r1), random);
    static const NewKey p384 = NewKey::generate(ec_kind(crypto::Curve::secp384r1), random);
    if (kind.algorithm == KeyKind::Algorithm::rsa) return rsa;
    return kind.curve == crypto::Curve::secp384r1 ? p384 : p256;
}

} // namespace vitrine::x509::tests
