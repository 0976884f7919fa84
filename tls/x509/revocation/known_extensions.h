// The extensions of CRLs, their entries and OCSP responses: each kind has a few that are understood (RFC 5280 §5.2).
#pragma once

#include "tls/x509/asn1/der.h"
#include "tls/x509/asn1/oid.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::x509 {

// One that is understood, and what reads its value into whatever is being read.
template <class Target> struct KnownExtension {
    std::string_view oid;
    void (*read)(DerReader& reader, Target& target);
};

// Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }. Its identifier is the answer; if it is critical
// and not among those known, `not_understood` says its name.
template <class Target>
std::string read_known_extension(DerReader& reader, std::string_view index, Target& target,
                                 std::span<const KnownExtension<Target>> known, std::string& not_understood) {
    reader.open(index, Tag::sequence);
    std::string identifier = reader.object_identifier("extnID");
    const bool critical = reader.next_is(Tag::boolean) && reader.boolean("critical");
    const auto found = std::ranges::find(known, identifier, &KnownExtension<Target>::oid);
    if (found == known.end()) {
        reader.primitive("extnValue", Tag::octet_string);
        if (critical) not_understood = name_of_oid(identifier);
    } else {
        reader.open("extnValue", Tag::octet_string);
        found->read(reader, target);
        reader.close();
    }
    reader.close();
    return identifier;
}

// Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension, none of them twice (RFC 5280 §4.2).
template <class Target>
void read_known_extensions(DerReader& reader, std::string_view name, Target& target,
                           std::span<const KnownExtension<Target>> known, std::string& not_understood) {
    std::vector<std::string> seen;
    reader.open(name, Tag::sequence);
    for (std::size_t i = 0; i == 0 || reader.more(); ++i)
        seen.push_back(read_known_extension(reader, fmt::format("[{}]", i), target, known, not_understood));
    std::ranges::sort(seen);
    const auto twice = std::ranges::adjacent_find(seen);
    if (twice != seen.end()) reader.refuse("", name_of_oid(*twice) + " is there twice");
    reader.close();
}

} // namespace vitrine::x509
