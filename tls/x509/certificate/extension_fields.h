// How the extensions of a certificate are read, each by one function (RFC 5280 §4.2). For extensions.cpp and its
// neighbours.
#pragma once

#include "tls/x509/certificate/fields.h"

namespace vitrine::x509 {

// Of one list of names, policies or addresses. The largest certificates in use have about a thousand names; whoever
// sends more wants them to be compared with something.
constexpr std::size_t max_names = 1024;
constexpr std::string_view too_many_names = "more than 1024 entries, and so it is not read any further";

enum class AddressForm : std::uint8_t { host, subtree }; // 4 or 16 bytes; or twice as many, an address and its mask

// GeneralName ::= CHOICE                                                                  RFC 5280 §4.2.1.6
GeneralName read_general_name(DerReader& reader, std::string_view path, AddressForm form);
// GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName, under its own tag or another
std::vector<GeneralName> read_general_names(DerReader& reader, std::string_view path, Tag tag);

void read_subject_alt_name(DerReader& reader, Extensions& extensions);
void read_issuer_alt_name(DerReader& reader, Extensions& extensions);
void read_name_constraints(DerReader& reader, Extensions& extensions);

void read_certificate_policies(DerReader& reader, Extensions& extensions);
void read_policy_mappings(DerReader& reader, Extensions& extensions);
void read_policy_constraints(DerReader& reader, Extensions& extensions);
void read_inhibit_any_policy(DerReader& reader, Extensions& extensions);

void read_authority_info_access(DerReader& reader, Extensions& extensions);
void read_crl_distribution_points(DerReader& reader, Extensions& extensions);
void read_tls_feature(DerReader& reader, Extensions& extensions);

} // namespace vitrine::x509
