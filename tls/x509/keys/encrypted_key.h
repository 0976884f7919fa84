// EncryptedPrivateKeyInfo (RFC 5958 §3): a private key under a pass phrase, by PBES2 (RFC 8018 §6.2).
#pragma once

#include "crypto/secret.h"
#include "tls/wire/field_sink.h"
#include "tls/x509/asn1/parse_error.h"

namespace vitrine::x509 {

// The DER of the PrivateKeyInfo in it. Throws ParseError: another scheme, a cost beyond reason, a wrong pass phrase.
crypto::SecretBytes decrypt_private_key(View der, View pass_phrase, tls::FieldSink* sink = nullptr);
// The same fields, heard of without a pass phrase.
void read_encrypted_key(View der, tls::FieldSink& sink);

} // namespace vitrine::x509
