// A distinguished name (RFC 5280 §4.1.2.4).
#pragma once

#include "crypto/bytes.h"

namespace vitrine::x509 {

class Name {
public:
    Name() = default;
    // `der` is the whole RDNSequence, already known to be well formed.
    Name(Bytes der, std::string text, std::string common_name)
        : der_(std::move(der)), text_(std::move(text)), common_name_(std::move(common_name)) {}

    View der() const { return der_; }
    // "C=DE, O=Example, CN=test", as RFC 4514 escapes it and safe to print: control bytes are escaped.
    const std::string& text() const { return text_; }
    // The bytes of the last commonName, unescaped: never print them. Empty if there is none.
    const std::string& common_name() const { return common_name_; }
    bool empty() const { return der_.size() <= 2; }
    bool operator==(const Name& other) const { return der_ == other.der_; } // byte for byte: RFC 5280 §7.1 allows more

private:
    Bytes der_;
    std::string text_;
    std::string common_name_;
};

} // namespace vitrine::x509
