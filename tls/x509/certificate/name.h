// A distinguished name (RFC 5280 §4.1.2.4).
#pragma once

#include "crypto/bytes.h"

#include <string>
#include <vector>

namespace vitrine::x509 {

class Name {
public:
    Name() = default;
    // `der` is the whole RDNSequence, already known to be well formed.
    // `canonical` is what names are compared by: read_name makes it.
    Name(Bytes der, std::string text, std::string common_name, Bytes canonical)
        : der_(std::move(der)), text_(std::move(text)), common_name_(std::move(common_name)),
          canonical_(std::move(canonical)) {}

    View der() const { return der_; }
    // "C=DE, O=Example, CN=test", as RFC 4514 escapes it and safe to print: control bytes are escaped.
    const std::string& text() const { return text_; }
    // The bytes of the last commonName, unescaped: never print them. Empty if there is none.
    const std::string& common_name() const { return common_name_; }
    bool empty() const { return der_.size() <= 2; }
    // The attributes of each part in one order, text without regard to the type of its string, to the case of ASCII
    // letters and to how much white space there is.                                       RFC 5280 §7.1
    View canonical() const { return canonical_; }
    bool operator==(const Name& other) const { return canonical_ == other.canonical_; }
    // Begins with all parts of `base`, in their order: RFC 5280 §4.2.1.10.
    bool is_within(const Name& base) const;
    struct Attribute {
        std::string type;  // "2.5.4.3"
        std::string value; // its text, unescaped: never print it; empty if it is none
    };
    std::vector<Attribute> attributes() const; // in their order, whichever part they stand in
    // The emailAddress attributes: where old certificates have what belongs into an rfc822Name (RFC 5280 §4.1.2.6).
    std::vector<std::string> email_addresses() const;

private:
    Bytes der_;
    std::string text_;
    std::string common_name_;
    Bytes canonical_;
};

} // namespace vitrine::x509
