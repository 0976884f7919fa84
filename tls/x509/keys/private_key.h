// Private keys from PEM: PKCS#8 (RFC 5958), also encrypted, PKCS#1 (RFC 8017 §A.1.2) and SEC 1 (RFC 5915).
#pragma once

#include "crypto/signature.h"

#include <functional>

namespace vitrine::x509 {

// Asked for only if the key turns out to be encrypted.
using PassPhrase = std::function<crypto::SecretBytes()>;

// The first private key in the text. Throws ParseError that says what is wrong: no key, an encrypted key without a
// pass phrase or with a wrong one, a kind we do not use, numbers that do not belong together.
crypto::PrivateKey private_key_from_pem(std::string_view text, const PassPhrase& pass_phrase = {});

} // namespace vitrine::x509
