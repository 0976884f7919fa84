// Reads the extensions about policies (RFC 5280 §4.2.1.4, §4.2.1.5, §4.2.1.11, §4.2.1.14).
#include "tls/x509/asn1/oid.h"
#include "tls/x509/certificate/extension_fields.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

// PolicyQualifierInfo ::= SEQUENCE { policyQualifierId, qualifier }. True if it is one of those of RFC 5280.
bool read_qualifier(DerReader& reader, std::string_view index) {
    reader.open(index, Tag::sequence);
    const std::string identifier = reader.object_identifier("policyQualifierId");
    reader.any("qualifier"); // an address or a text for people
    reader.close();
    return identifier == oid::cps || identifier == oid::user_notice;
}

// PolicyInformation ::= SEQUENCE { policyIdentifier, policyQualifiers OPTIONAL }
void read_policy(DerReader& reader, std::string_view index, CertificatePolicies& policies) {
    reader.open(index, Tag::sequence);
    policies.identifiers.push_back(reader.object_identifier("policyIdentifier"));
    if (reader.more()) {
        reader.open("policyQualifiers", Tag::sequence);
        for (std::size_t i = 0; i == 0 || reader.more(); ++i)
            policies.unknown_qualifiers |= !read_qualifier(reader, fmt::format("[{}]", i));
        reader.close();
    }
    reader.close();
}

// SkipCerts ::= INTEGER (0..MAX), under a tag of its own
std::uint64_t read_skip_certs(DerReader& reader, std::string_view name, unsigned number) {
    const View value = reader.primitive(name, context(number));
    const bool small = !value.empty() && value.size() <= 4 && value[0] < 0x80;
    const bool minimal = value.size() < 2 || value[0] != 0 || value[1] >= 0x80;
    if (!small || !minimal) reader.refuse(name, "not a number of certificates");
    std::uint64_t count = 0;
    for (const std::uint8_t byte : value) count = count << 8 | byte;
    return count;
}

} // namespace

void read_certificate_policies(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.4
    CertificatePolicies policies;
    reader.open("CertificatePolicies", Tag::sequence);
    for (std::size_t i = 0; i == 0 || reader.more(); ++i) {
        if (i == max_names) reader.refuse("", too_many_names);
        read_policy(reader, fmt::format("[{}]", i), policies);
    }
    std::vector<std::string> sorted = policies.identifiers;
    std::ranges::sort(sorted);
    if (std::ranges::adjacent_find(sorted) != sorted.end()) reader.refuse("", "a policy that is there twice");
    reader.close();
    extensions.certificate_policies = std::move(policies);
}

void read_policy_mappings(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.5
    reader.open("PolicyMappings", Tag::sequence);
    for (std::size_t i = 0; i == 0 || reader.more(); ++i) {
        if (i == max_names) reader.refuse("", too_many_names);
        reader.open(fmt::format("[{}]", i), Tag::sequence);
        std::string issuer = reader.object_identifier("issuerDomainPolicy");
        extensions.policy_mappings.push_back({std::move(issuer), reader.object_identifier("subjectDomainPolicy")});
        reader.close();
    }
    reader.close();
}

void read_policy_constraints(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.11
    PolicyConstraints constraints;
    reader.open("PolicyConstraints", Tag::sequence);
    if (reader.next_is(context(0)))
        constraints.require_explicit_policy = read_skip_certs(reader, "requireExplicitPolicy", 0);
    if (reader.next_is(context(1)))
        constraints.inhibit_policy_mapping = read_skip_certs(reader, "inhibitPolicyMapping", 1);
    reader.close();
    extensions.policy_constraints = constraints;
}

void read_inhibit_any_policy(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.14
    extensions.inhibit_any_policy = reader.small_number("InhibitAnyPolicy", UINT32_MAX);
}

} // namespace vitrine::x509
