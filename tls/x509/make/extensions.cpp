// The extensions that certificates are given here (RFC 5280 §4.2).
#include "tls/x509/make/extensions.h"

#include "crypto/hash.h"
#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/asn1/oid.h"

namespace vitrine::x509::make {
namespace {

constexpr std::size_t key_identifier_size = 20; // RFC 7093 §2, method 1
constexpr std::string_view name_constraints_oid = "2.5.29.30";
constexpr std::string_view tls_feature = "1.3.6.1.5.5.7.1.24"; // RFC 7633 §6
constexpr std::uint64_t status_request = 5;                    // RFC 6066 §8

Extension extension(std::string_view oid, bool critical, Bytes value) {
    return {std::string{oid}, critical, std::move(value)};
}

Bytes all_of(const std::vector<Bytes>& values) {
    Bytes all;
    for (const Bytes& value : values) append(all, value);
    return all;
}

// GeneralSubtree ::= SEQUENCE { base GeneralName }: minimum is always its default          RFC 5280 §4.2.1.10
Bytes subtrees(unsigned number, const std::vector<Bytes>& bases) {
    if (bases.empty()) return {};
    Bytes all;
    for (const Bytes& base : bases) append(all, der::sequence({base}));
    return der::constructed(number, all);
}

} // namespace

Bytes encode(const std::vector<Extension>& extensions) {
    Bytes all;
    for (const Extension& each : extensions) {
        const Bytes critical = each.critical ? der::boolean(true) : Bytes{}; // FALSE is the default: X.690 §11.5
        append(all, der::sequence({der::object_identifier(each.oid), critical, der::octet_string(each.value)}));
    }
    return der::value(Tag::sequence, all);
}

Extension basic_constraints(const BasicConstraints& constraints) {
    const Bytes ca = constraints.ca ? der::boolean(true) : Bytes{};
    const auto& length = constraints.path_len_constraint;
    return extension(oid::basic_constraints, true, der::sequence({ca, length ? der::small_integer(*length) : Bytes{}}));
}

Extension key_usage(std::initializer_list<KeyUsage> usages) {
    std::uint16_t bits = 0;
    for (const KeyUsage usage : usages) bits = static_cast<std::uint16_t>(bits | static_cast<std::uint16_t>(usage));
    return extension(oid::key_usage, true, der::named_bits(bits));
}

Extension extended_key_usage(const std::vector<std::string_view>& key_purposes) {
    Bytes all;
    for (const std::string_view purpose : key_purposes) append(all, der::object_identifier(purpose));
    return extension(oid::extended_key_usage, false, der::value(Tag::sequence, all));
}

Bytes key_identifier(View subject_public_key_info) {
    DerReader reader{"SubjectPublicKeyInfo", subject_public_key_info};
    reader.open("", Tag::sequence);
    reader.any("algorithm");
    const View key = reader.bits("subjectPublicKey");
    return to_bytes(crypto::hash(crypto::HashAlgorithm::sha256, key).view().first(key_identifier_size));
}

Extension subject_key_identifier(View identifier) {
    return extension(oid::subject_key_identifier, false, der::octet_string(identifier));
}

Extension authority_key_identifier(View identifier) {
    return extension(oid::authority_key_identifier, false, der::sequence({der::implicit(0, identifier)}));
}

Bytes dns_name(std::string_view name) { return der::implicit(2, as_bytes(name)); }
Bytes ip_address(View address) { return der::implicit(7, address); }
Bytes rfc822_name(std::string_view mailbox) { return der::implicit(1, as_bytes(mailbox)); }
Bytes uniform_resource_identifier(std::string_view uri) { return der::implicit(6, as_bytes(uri)); }
Bytes directory_name(View name) { return der::constructed(4, name); }

Extension subject_alt_name(const std::vector<Bytes>& general_names) {
    return extension(oid::subject_alt_name, false, der::value(Tag::sequence, all_of(general_names)));
}

Extension name_constraints(const std::vector<Bytes>& permitted, const std::vector<Bytes>& excluded) {
    return extension(name_constraints_oid, true, der::sequence({subtrees(0, permitted), subtrees(1, excluded)}));
}

Extension must_staple() { return extension(tls_feature, false, der::sequence({der::small_integer(status_request)})); }

} // namespace vitrine::x509::make
