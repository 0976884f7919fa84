// Private keys from PEM: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017 §A.1.2) and SEC 1 (RFC 5915).
#pragma once

#include "crypto/signature.h"

namespace vitrine::x509 {

// The first private key in the text. Throws ParseError that says what is wrong: no key, an encrypted key, a kind
// we do not use, numbers that do not belong together.
crypto::PrivateKey private_key_from_pem(std::string_view text);

} // namespace vitrine::x509
