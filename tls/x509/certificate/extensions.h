// The extensions of a certificate (RFC 5280 §4.2). Unknown ones are kept.
#pragma once

#include "tls/x509/certificate/general_name.h"

#include <optional>

namespace vitrine::x509 {

struct BasicConstraints { // RFC 5280 §4.2.1.9
    bool ca = false;
    std::optional<std::uint64_t> path_len_constraint;
};

enum class KeyUsage : std::uint16_t { // RFC 5280 §4.2.1.3, by bit number
    digital_signature = 1 << 0,
    non_repudiation = 1 << 1,
    key_encipherment = 1 << 2,
    data_encipherment = 1 << 3,
    key_agreement = 1 << 4,
    key_cert_sign = 1 << 5,
    crl_sign = 1 << 6,
    encipher_only = 1 << 7,
    decipher_only = 1 << 8,
};

struct ExtendedKeyUsage {                  // RFC 5280 §4.2.1.12
    std::vector<std::string> key_purposes; // object identifiers: "1.3.6.1.5.5.7.3.1"
    bool server_auth = false, client_auth = false, any = false;
};

struct SubjectAltName {                 // RFC 5280 §4.2.1.6
    std::vector<std::string> dns_names; // as they stand in the certificate: any byte may occur
    std::vector<Bytes> ip_addresses;    // 4 or 16 bytes
    std::vector<GeneralName> others;    // names of other kinds
};

struct NameConstraints { // RFC 5280 §4.2.1.10: the bases of the subtrees
    std::vector<GeneralName> permitted, excluded;
};

struct CertificatePolicies {              // RFC 5280 §4.2.1.4
    std::vector<std::string> identifiers; // "2.23.140.1.2.1"
    bool unknown_qualifiers = false;      // one that is neither a CPS pointer nor a user notice
};

struct PolicyMapping { // RFC 5280 §4.2.1.5
    std::string issuer_domain_policy, subject_domain_policy;
};

struct PolicyConstraints { // RFC 5280 §4.2.1.11
    std::optional<std::uint64_t> require_explicit_policy, inhibit_policy_mapping;
};

struct AccessDescription { // RFC 5280 §4.2.2.1
    std::string access_method;
    GeneralName access_location;
};

struct DistributionPoint { // RFC 5280 §4.2.1.13
    std::vector<GeneralName> full_name, crl_issuer;
};

struct UnknownExtension {
    std::string oid; // "1.3.6.1.5.5.7.1.1"
    bool critical = false;
    Bytes value;
};

struct Extensions {
    std::optional<BasicConstraints> basic_constraints;
    std::optional<std::uint16_t> key_usage; // bits of KeyUsage
    std::optional<ExtendedKeyUsage> extended_key_usage;
    std::optional<SubjectAltName> subject_alt_name;
    std::optional<Bytes> subject_key_identifier;
    std::optional<Bytes> authority_key_identifier;
    std::vector<GeneralName> issuer_alt_name;
    std::optional<NameConstraints> name_constraints;
    std::optional<CertificatePolicies> certificate_policies;
    std::vector<PolicyMapping> policy_mappings;
    std::optional<PolicyConstraints> policy_constraints;
    std::optional<std::uint64_t> inhibit_any_policy;
    std::vector<AccessDescription> authority_info_access;
    std::vector<DistributionPoint> crl_distribution_points;
    std::vector<std::uint16_t> tls_features; // 5: status_request, and so the server must staple (RFC 7633)
    std::vector<UnknownExtension> unknown;
    std::vector<std::string> critical; // the object identifiers of all that are marked so

    bool allows(KeyUsage usage) const { // true also if there is no keyUsage at all
        return !key_usage || (*key_usage & static_cast<std::uint16_t>(usage)) != 0;
    }
};

} // namespace vitrine::x509
