// The values that certificates and requests are made of, as DER (RFC 5280 §4.1).
#include "tls/x509/make/parts.h"

#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/asn1/oid.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <stdexcept>

namespace vitrine::x509 {
namespace {

using crypto::HashAlgorithm;
using Kind = crypto::SignatureAlgorithm::Kind;

struct HashNames {
    HashAlgorithm hash;
    std::string_view digest, with_rsa, with_ecdsa;
};

// clang-format off
constexpr std::array hash_names{
    HashNames{HashAlgorithm::sha256, oid::sha256, oid::sha256_with_rsa, oid::ecdsa_with_sha256},
    HashNames{HashAlgorithm::sha384, oid::sha384, oid::sha384_with_rsa, oid::ecdsa_with_sha384},
    HashNames{HashAlgorithm::sha512, oid::sha512, oid::sha512_with_rsa, oid::ecdsa_with_sha512},
};

struct AttributeName { std::string_view name, oid; Tag tag; };
constexpr std::array attribute_names{ // RFC 4514 §3, RFC 5280 §A.1
    AttributeName{"CN",           oid::common_name,             Tag::utf8_string},
    AttributeName{"C",            "2.5.4.6",                    Tag::printable_string},
    AttributeName{"L",            "2.5.4.7",                    Tag::utf8_string},
    AttributeName{"ST",           "2.5.4.8",                    Tag::utf8_string},
    AttributeName{"O",            "2.5.4.10",                   Tag::utf8_string},
    AttributeName{"OU",           "2.5.4.11",                   Tag::utf8_string},
    AttributeName{"serialNumber", "2.5.4.5",                    Tag::printable_string},
    AttributeName{"DC",           "0.9.2342.19200300.100.1.25", Tag::ia5_string},
    AttributeName{"emailAddress", "1.2.840.113549.1.9.1",       Tag::ia5_string},
};
// clang-format on

const HashNames& names_of(HashAlgorithm hash) { return *std::ranges::find(hash_names, hash, &HashNames::hash); }

Bytes algorithm_identifier(std::string_view identifier, View parameters) {
    return der::sequence({der::object_identifier(identifier), parameters});
}

// RSASSA-PSS-params: one hash for all, and a salt as long as a digest                      RFC 4055 §3.1
Bytes pss_parameters(HashAlgorithm hash) {
    const Bytes digest = algorithm_identifier(names_of(hash).digest, der::null());
    return der::sequence({der::constructed(0, digest), der::constructed(1, algorithm_identifier(oid::mgf1, digest)),
                          der::constructed(2, der::small_integer(crypto::digest_size(hash)))});
}

std::string_view oid_of(crypto::Curve curve) {
    return curve == crypto::Curve::secp384r1 ? oid::secp384r1 : oid::secp256r1;
}

Bytes attribute(const NameAttribute& wanted) { // AttributeTypeAndValue                     RFC 5280 §4.1.2.4
    const auto* found = std::ranges::find(attribute_names, wanted.type, &AttributeName::name);
    if (found == attribute_names.end()) found = std::ranges::find(attribute_names, wanted.type, &AttributeName::oid);
    if (found == attribute_names.end())
        throw std::invalid_argument(fmt::format("there is no attribute '{}' in a name: CN, O, OU, C, L, ST, DC, "
                                                "serialNumber and emailAddress are known",
                                                wanted.type));
    return der::sequence({der::object_identifier(found->oid), der::value(found->tag, as_bytes(wanted.value))});
}

} // namespace

Bytes signature_algorithm(crypto::SignatureAlgorithm algorithm) {
    const HashNames& names = names_of(algorithm.hash);
    switch (algorithm.kind) {
    case Kind::ecdsa: return algorithm_identifier(names.with_ecdsa, {}); // RFC 5758 §3.2: without parameters
    case Kind::rsa_pss: return algorithm_identifier(oid::rsassa_pss, pss_parameters(algorithm.hash));
    case Kind::rsa_pkcs1: break;
    }
    return algorithm_identifier(names.with_rsa, der::null()); // RFC 4055 §5: with NULL
}

Bytes key_algorithm(const crypto::PublicKey& key) {
    if (const auto* ecdsa = std::get_if<crypto::EcdsaPublicKey>(&key))
        return algorithm_identifier(oid::ec_public_key, der::object_identifier(oid_of(ecdsa->curve())));
    return algorithm_identifier(oid::rsa_encryption, der::null()); // RFC 4055 §1.2
}

Bytes rsa_public_key(View modulus, View exponent) {
    return der::sequence({der::unsigned_integer(modulus), der::unsigned_integer(exponent)});
}

Bytes subject_public_key_info(View algorithm, View subject_public_key) {
    return der::sequence({algorithm, der::bit_string(subject_public_key)});
}

Bytes subject_public_key_info(const crypto::PublicKey& key) {
    if (const auto* ecdsa = std::get_if<crypto::EcdsaPublicKey>(&key))
        return subject_public_key_info(key_algorithm(key), ecdsa->point()); // RFC 5480 §2.2
    const auto& rsa = std::get<crypto::RsaPublicKey>(key);
    return subject_public_key_info(key_algorithm(key), rsa_public_key(rsa.modulus(), rsa.exponent()));
}

Bytes name(const std::vector<NameAttribute>& attributes) {
    Bytes content;
    for (const NameAttribute& each : attributes) append(content, der::set({attribute(each)}));
    return der::value(Tag::sequence, content);
}

Bytes validity(std::chrono::sys_seconds not_before, std::chrono::sys_seconds not_after) {
    return der::sequence({der::time(not_before), der::time(not_after)});
}

Bytes random_serial_number(crypto::RandomSource& random) {
    Bytes serial(16);
    random.fill("serial_number", serial);
    serial[0] = static_cast<std::uint8_t>((serial[0] & 0x3f) | 0x40); // positive, minimal, and of one length
    return serial;
}

} // namespace vitrine::x509
