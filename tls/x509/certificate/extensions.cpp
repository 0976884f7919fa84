// Reads the extensions of a certificate (RFC 5280 §4.2). What is not understood is kept, with its criticality.
#include "tls/x509/asn1/oid.h"
#include "tls/x509/certificate/extension_fields.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

void read_basic_constraints(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.9
    BasicConstraints constraints;
    reader.open("BasicConstraints", Tag::sequence);
    if (reader.next_is(Tag::boolean)) {
        constraints.ca = reader.boolean("cA");
        if (!constraints.ca) reader.refuse("cA", "FALSE is the default and must be absent"); // X.690 §11.5
    }
    if (reader.more()) constraints.path_len_constraint = reader.small_number("pathLenConstraint", UINT32_MAX);
    reader.close();
    extensions.basic_constraints = constraints;
}

// clang-format off
constexpr std::array key_usages{ // in the order of their bits
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
    "keyCertSign",      "cRLSign",        "encipherOnly",    "decipherOnly",
};
// clang-format on

std::string meaning_of_key_usage(View content) { // behind the count of unused bits
    std::string names;
    for (std::size_t i = 0; i < key_usages.size() && 1 + i / 8 < content.size(); ++i)
        if ((content[1 + i / 8] & 0x80U >> i % 8) != 0)
            names += fmt::format("{}{}", names.empty() ? "" : ", ", key_usages[i]);
    return names;
}

void read_key_usage(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.3
    extensions.key_usage = reader.named_bits("KeyUsage", meaning_of_key_usage);
    if (*extensions.key_usage == 0) reader.refuse("KeyUsage", "not one bit is set"); // RFC 5280 §4.2.1.3
}

void read_extended_key_usage(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.12
    ExtendedKeyUsage usage;
    reader.open("ExtKeyUsageSyntax", Tag::sequence);
    for (std::size_t i = 0; i == 0 || reader.more(); ++i) {
        if (i == max_names) reader.refuse("", too_many_names);
        const std::string purpose = reader.object_identifier(fmt::format("[{}]", i));
        usage.server_auth |= purpose == oid::server_auth;
        usage.client_auth |= purpose == oid::client_auth;
        usage.any |= purpose == oid::any_extended_key_usage;
        usage.key_purposes.push_back(purpose);
    }
    reader.close();
    extensions.extended_key_usage = std::move(usage);
}

void read_subject_key_identifier(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.2
    extensions.subject_key_identifier = to_bytes(reader.primitive("SubjectKeyIdentifier", Tag::octet_string));
}

void read_authority_key_identifier(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.1
    reader.open("AuthorityKeyIdentifier", Tag::sequence);
    if (reader.next_is(context(0)))
        extensions.authority_key_identifier = to_bytes(reader.primitive("keyIdentifier", context(0)));
    const bool names_issuer = reader.next_is(constructed_context(1));
    if (names_issuer) read_general_names(reader, "authorityCertIssuer", constructed_context(1));
    if (reader.next_is(context(2)) != names_issuer) // "MUST both be present or both be absent"
        reader.refuse("", "one of authorityCertIssuer and authorityCertSerialNumber without the other");
    if (names_issuer) reader.primitive("authorityCertSerialNumber", context(2));
    reader.close();
}

struct Understood {
    std::string_view oid;
    void (*read)(DerReader&, Extensions&);
};

// clang-format off
constexpr std::array understood{
    Understood{oid::basic_constraints,        read_basic_constraints},
    Understood{oid::key_usage,                read_key_usage},
    Understood{oid::extended_key_usage,       read_extended_key_usage},
    Understood{oid::subject_alt_name,         read_subject_alt_name},
    Understood{oid::subject_key_identifier,   read_subject_key_identifier},
    Understood{oid::authority_key_identifier, read_authority_key_identifier},
    Understood{oid::issuer_alt_name,          read_issuer_alt_name},
    Understood{oid::name_constraints,         read_name_constraints},
    Understood{oid::certificate_policies,     read_certificate_policies},
    Understood{oid::policy_mappings,          read_policy_mappings},
    Understood{oid::policy_constraints,       read_policy_constraints},
    Understood{oid::inhibit_any_policy,       read_inhibit_any_policy},
    Understood{oid::authority_info_access,    read_authority_info_access},
    Understood{oid::crl_distribution_points,  read_crl_distribution_points},
    Understood{oid::tls_feature,              read_tls_feature},
};
// clang-format on

// Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }. Its identifier is the answer.
std::string read_extension(DerReader& reader, std::string_view index, Extensions& extensions) {
    reader.open(index, Tag::sequence);
    std::string identifier = reader.object_identifier("extnID");
    bool critical = false;
    if (reader.next_is(Tag::boolean)) {
        critical = reader.boolean("critical");
        // openssl takes it; DER says that a default value is not encoded: X.690 §11.5
        if (!critical) reader.refuse("critical", "FALSE is the default and must be absent");
        extensions.critical.push_back(identifier);
    }
    const auto found = std::ranges::find(understood, identifier, &Understood::oid);
    if (found == understood.end()) {
        const View value = reader.primitive("extnValue", Tag::octet_string);
        extensions.unknown.push_back({identifier, critical, to_bytes(value)});
    } else {
        reader.open("extnValue", Tag::octet_string);
        found->read(reader, extensions);
        reader.close();
    }
    reader.close();
    return identifier;
}

} // namespace

Extensions read_extensions(DerReader& reader) {
    Extensions extensions;
    std::vector<std::string> seen;
    reader.open("extensions", constructed_context(3));
    reader.open("", Tag::sequence);
    for (std::size_t i = 0; i == 0 || reader.more(); ++i) {
        if (i == max_names) reader.refuse("", too_many_names);
        seen.push_back(read_extension(reader, fmt::format("[{}]", i), extensions));
    }
    std::ranges::sort(seen);
    const auto twice = std::ranges::adjacent_find(seen);
    if (twice != seen.end()) reader.refuse("", name_of_oid(*twice) + " is there twice"); // RFC 5280 §4.2
    reader.close();
    reader.close();
    return extensions;
}

} // namespace vitrine::x509
