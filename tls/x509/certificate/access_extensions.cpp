// Reads the extensions that say where to ask and what to insist on: authorityInfoAccess and cRLDistributionPoints
// (RFC 5280 §4.2.2.1, §4.2.1.13), and TLS features (RFC 7633).
#include "tls/x509/certificate/extension_fields.h"

#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

// RelativeDistinguishedName ::= SET OF AttributeTypeAndValue
void read_relative_name(DerReader& reader) {
    reader.open("nameRelativeToCRLIssuer", constructed_context(1));
    for (std::size_t i = 0; i == 0 || reader.more(); ++i) {
        if (i == max_names) reader.refuse("", too_many_names);
        reader.open(fmt::format("[{}]", i), Tag::sequence);
        reader.object_identifier("type");
        reader.any("value");
        reader.close();
    }
    reader.close();
}

// DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] }
void read_point_name(DerReader& reader, DistributionPoint& point) {
    reader.open("distributionPoint", constructed_context(0));
    if (reader.next_is(constructed_context(0)))
        point.full_name = read_general_names(reader, "fullName", constructed_context(0));
    else
        read_relative_name(reader);
    reader.close();
}

// DistributionPoint ::= SEQUENCE { distributionPoint [0], reasons [1], cRLIssuer [2] }, each OPTIONAL
DistributionPoint read_point(DerReader& reader, std::string_view index) {
    DistributionPoint point;
    reader.open(index, Tag::sequence);
    const bool has_point = reader.next_is(constructed_context(0));
    if (has_point) read_point_name(reader, point);
    if (reader.next_is(context(1))) reader.primitive("reasons", context(1));
    const bool has_issuer = reader.next_is(constructed_context(2));
    if (has_issuer) point.crl_issuer = read_general_names(reader, "cRLIssuer", constructed_context(2));
    if (!has_point && !has_issuer)
        reader.refuse("", "neither distributionPoint nor cRLIssuer is there"); // RFC 5280 §4.2.1.13
    reader.close();
    return point;
}

} // namespace

void read_authority_info_access(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.2.1
    reader.open("AuthorityInfoAccess", Tag::sequence);
    for (std::size_t i = 0; i == 0 || reader.more(); ++i) {
        if (i == max_names) reader.refuse("", too_many_names);
        reader.open(fmt::format("[{}]", i), Tag::sequence);
        std::string method = reader.object_identifier("accessMethod");
        extensions.authority_info_access.push_back(
            {std::move(method), read_general_name(reader, "accessLocation", AddressForm::host)});
        reader.close();
    }
    reader.close();
}

void read_crl_distribution_points(DerReader& reader, Extensions& extensions) { // RFC 5280 §4.2.1.13
    reader.open("CRLDistributionPoints", Tag::sequence);
    for (std::size_t i = 0; i == 0 || reader.more(); ++i) {
        if (i == max_names) reader.refuse("", too_many_names);
        extensions.crl_distribution_points.push_back(read_point(reader, fmt::format("[{}]", i)));
    }
    reader.close();
}

void read_tls_feature(DerReader& reader, Extensions& extensions) { // RFC 7633 §6
    reader.open("Features", Tag::sequence);
    while (reader.more()) {
        if (extensions.tls_features.size() == max_names) reader.refuse("", too_many_names);
        const std::uint64_t type = reader.small_number(fmt::format("[{}]", extensions.tls_features.size()), UINT16_MAX);
        extensions.tls_features.push_back(static_cast<std::uint16_t>(type));
    }
    reader.close();
}

} // namespace vitrine::x509
