// What is thrown for bytes or text that are not the certificate, key or armour they should be.
#pragma once

#include <stdexcept>

namespace vitrine::x509 {

// Where, what and why: "Certificate.tbsCertificate.validity.notBefore at byte 61: a UTCTime without Z".
// Never an alert by itself; the caller decides.
class ParseError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace vitrine::x509
