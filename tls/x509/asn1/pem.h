// PEM armour (RFC 7468): blocks between BEGIN and END lines, with any text around them.
#pragma once

#include "tls/x509/asn1/parse_error.h"

#include "crypto/bytes.h"

namespace vitrine::x509 {

struct PemBlock {
    std::string label; // "CERTIFICATE"
    Bytes der;
    std::size_t line; // of its BEGIN line, from 1
};

// Throws ParseError (line, what, why) for a block without its END line or with characters that are not base64.
std::vector<PemBlock> read_pem(std::string_view text);
std::string base64(View bytes); // RFC 4648 §4, in one line
std::string write_pem(std::string_view label, View der);

} // namespace vitrine::x509
