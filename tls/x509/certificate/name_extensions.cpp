// Reads the extensions that hold names: subjectAltName, issuerAltName, nameConstraints (RFC 5280 §4.2.1).
#include "tls/x509/certificate/extension_fields.h"

#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

// GeneralSubtree ::= SEQUENCE { base, minimum [0] DEFAULT 0, maximum [1] OPTIONAL }
GeneralName read_subtree(DerReader& reader, std::string_view index) {
    reader.open(index, Tag::sequence);
    GeneralName base = read_general_name(reader, "base", AddressForm::subtree);
    // "minimum MUST be zero, and maximum MUST be absent": and zero, the default, is not written (X.690 §11.5).
    if (reader.more()) {
        reader.any(reader.next_is(context(0)) ? "minimum" : "maximum");
        reader.refuse("", "a subtree with a minimum or maximum, which must be absent"); // RFC 5280 §4.2.1.10
    }
    reader.close();
    return base;
}

std::vector<GeneralName> read_subtrees(DerReader& reader, std::string_view name, unsigned number) {
    std::vector<GeneralName> subtrees;
    if (!reader.next_is(constructed_context(number))) return subtrees;
    reader.open(name, constructed_context(number));
    for (std::size_t i = 0; i == 0 || reader.more(); ++i) {
        if (i == max_names) reader.refuse("", too_many_names);
        subtrees.push_back(read_subtree(reader, fmt::format("[{}]", i)));
    }
    reader.close();
    return subtrees;
}

} // namespace

void read_subject_alt_name(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.6
    SubjectAltName names;
    for (GeneralName& name : read_general_names(reader, "SubjectAltName", Tag::sequence)) {
        if (auto* dns = std::get_if<DnsName>(&name))
            names.dns_names.push_back(std::move(dns->text));
        else if (auto* address = std::get_if<IpAddress>(&name))
            names.ip_addresses.push_back(std::move(address->bytes));
        else
            names.others.push_back(std::move(name));
    }
    extensions.subject_alt_name = std::move(names);
}

void read_issuer_alt_name(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.7
    extensions.issuer_alt_name = read_general_names(reader, "IssuerAltName", Tag::sequence);
}

void read_name_constraints(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.10
    NameConstraints constraints;
    reader.open("NameConstraints", Tag::sequence);
    constraints.permitted = read_subtrees(reader, "permittedSubtrees", 0);
    constraints.excluded = read_subtrees(reader, "excludedSubtrees", 1);
    if (constraints.permitted.empty() && constraints.excluded.empty())
        reader.refuse("", "neither permitted nor excluded subtrees"); // "MUST NOT [be] an empty sequence"
    reader.close();
    extensions.name_constraints = std::move(constraints);
}

} // namespace vitrine::x509
