// A name of any kind that a certificate can hold (RFC 5280 §4.2.1.6).
#pragma once

#include "tls/x509/certificate/name.h"

#include <memory>
#include <variant>

namespace vitrine::x509 {

// Text as it stands in the certificate: any byte may occur.
struct DnsName {
    std::string text;
    bool operator==(const DnsName&) const = default;
};
struct Rfc822Name { // a mailbox
    std::string text;
    bool operator==(const Rfc822Name&) const = default;
};
struct Uri {
    std::string text;
    bool operator==(const Uri&) const = default;
};
struct IpAddress {
    Bytes bytes; // 4 or 16; in a constraint 8 or 32: the address, and its mask
    bool operator==(const IpAddress&) const = default;
};
struct DirectoryName {
    std::shared_ptr<const Name> name; // never null
    bool operator==(const DirectoryName& other) const { return *name == *other.name; }
};
// What is not looked into: otherName, x400Address, ediPartyName, registeredID.
struct OtherName {
    std::string_view kind;
    Bytes der;
    std::string type_id; // of an otherName: "1.3.6.1.5.5.7.8.9"
    bool operator==(const OtherName&) const = default;
};

// Told apart by the tag alone, and never read as another kind (CVE-2023-0286).
using GeneralName = std::variant<DnsName, Rfc822Name, Uri, IpAddress, DirectoryName, OtherName>;

std::string_view kind_of(const GeneralName& name); // "dNSName"
std::string text_of(const GeneralName& name);      // "example.com", "192.0.2.0/24": safe to print, and not very long

} // namespace vitrine::x509
