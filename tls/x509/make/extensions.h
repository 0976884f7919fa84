// The extensions that certificates are given here (RFC 5280 §4.2), one short function each.
#pragma once

#include "tls/x509/certificate/extensions.h"

#include <string>

namespace vitrine::x509::make {

struct Extension {
    std::string oid;
    bool critical = false;
    Bytes value; // DER, without the OCTET STRING around it
};

// Extensions ::= SEQUENCE OF Extension                                                     RFC 5280 §4.1.2.9
Bytes encode(const std::vector<Extension>& extensions);

Extension basic_constraints(const BasicConstraints& constraints); // critical                RFC 5280 §4.2.1.9
Extension key_usage(std::initializer_list<KeyUsage> usages);      // critical                RFC 5280 §4.2.1.3
Extension extended_key_usage(const std::vector<std::string_view>& key_purposes); // RFC 5280 §4.2.1.12
// The key's identifier: the first 160 bits of the SHA-256 of its subjectPublicKey             RFC 7093 §2
Bytes key_identifier(View subject_public_key_info);
Extension subject_key_identifier(View identifier);   // RFC 5280 §4.2.1.2
Extension authority_key_identifier(View identifier); // RFC 5280 §4.2.1.1

// GeneralName                                                                              RFC 5280 §4.2.1.6
Bytes dns_name(std::string_view name);
Bytes ip_address(View address);
Bytes rfc822_name(std::string_view mailbox);
Bytes uniform_resource_identifier(std::string_view uri);
Bytes directory_name(View name);
Extension subject_alt_name(const std::vector<Bytes>& general_names);

// The names of what may or may not be named below; for iPAddress: address and mask, one behind the other.
Extension name_constraints(const std::vector<Bytes>& permitted,
                           const std::vector<Bytes>& excluded); // critical, §4.2.1.10
Extension must_staple(); // TLS Feature: status_request                                     RFC 7633 §4

} // namespace vitrine::x509::make
