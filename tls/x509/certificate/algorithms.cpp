// Reads the algorithm identifiers of signatures and keys (RFC 4055, RFC 5480 §2.1.1, RFC 5758 §3.2).
#include "tls/x509/asn1/oid.h"
#include "tls/x509/certificate/fields.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

using crypto::HashAlgorithm;
using Kind = crypto::SignatureAlgorithm::Kind;

struct Known {
    std::string_view oid;
    Kind kind;
    HashAlgorithm hash;
};

// clang-format off
constexpr std::array known_signatures{
    Known{oid::sha256_with_rsa,   Kind::rsa_pkcs1, HashAlgorithm::sha256},
    Known{oid::sha384_with_rsa,   Kind::rsa_pkcs1, HashAlgorithm::sha384},
    Known{oid::sha512_with_rsa,   Kind::rsa_pkcs1, HashAlgorithm::sha512},
    Known{oid::ecdsa_with_sha256, Kind::ecdsa,     HashAlgorithm::sha256},
    Known{oid::ecdsa_with_sha384, Kind::ecdsa,     HashAlgorithm::sha384},
    Known{oid::ecdsa_with_sha512, Kind::ecdsa,     HashAlgorithm::sha512},
};
// clang-format on

std::optional<HashAlgorithm> hash_of(std::string_view identifier) {
    if (identifier == oid::sha256) return HashAlgorithm::sha256;
    if (identifier == oid::sha384) return HashAlgorithm::sha384;
    if (identifier == oid::sha512) return HashAlgorithm::sha512;
    return std::nullopt; // SHA-1 and others
}

// HashAlgorithm: parameters are NULL or absent, both must be accepted.                     RFC 4055 §2.1
std::optional<HashAlgorithm> read_hash(DerReader& reader, std::string_view name) {
    reader.open(name, Tag::sequence);
    const std::optional<HashAlgorithm> hash = hash_of(reader.object_identifier("algorithm"));
    if (reader.more()) reader.null("parameters");
    reader.close();
    return hash;
}

// MaskGenAlgorithm: mgf1 with its hash.                                                    RFC 4055 §2.2
std::optional<HashAlgorithm> read_mask_generation(DerReader& reader) {
    reader.open("maskGenAlgorithm", constructed_context(1));
    reader.open("", Tag::sequence);
    if (reader.object_identifier("algorithm") != oid::mgf1)
        reader.refuse("algorithm", "a mask generation function other than mgf1");
    const std::optional<HashAlgorithm> hash = read_hash(reader, "parameters");
    reader.close();
    reader.close();
    return hash;
}

// RSASSA-PSS-params. Nothing unless all of them go with one of our hashes.                 RFC 4055 §3.1
std::optional<HashAlgorithm> read_pss_parameters(DerReader& reader) {
    std::optional<HashAlgorithm> hash;
    std::optional<HashAlgorithm> mask_hash; // both default to SHA-1
    std::uint64_t salt_length = 20;
    reader.open("parameters", Tag::sequence);
    if (reader.next_is(constructed_context(0))) {
        reader.open("hashAlgorithm", constructed_context(0));
        hash = read_hash(reader, "");
        reader.close();
    }
    if (reader.next_is(constructed_context(1))) mask_hash = read_mask_generation(reader);
    if (reader.next_is(constructed_context(2))) {
        reader.open("saltLength", constructed_context(2));
        salt_length = reader.small_number("", 0xffff);
        reader.close();
    }
    reader.close(); // trailerField is always its default and so must be absent: X.690 §11.5
    if (!hash || mask_hash != hash || salt_length != crypto::digest_size(*hash)) return std::nullopt;
    return hash;
}

// NULL, or nothing at all.
void expect_parameters(DerReader& reader, Kind kind) {
    if (kind == Kind::rsa_pkcs1) return reader.null("parameters");                   // RFC 4055 §5
    if (reader.more()) reader.refuse("parameters", "they must be absent for ECDSA"); // RFC 5758 §3.2
}

NamedSignatureAlgorithm read_pss(DerReader& reader) {
    const std::optional<HashAlgorithm> hash = read_pss_parameters(reader);
    if (!hash) return {"RSASSA-PSS with parameters that are not used here", std::nullopt};
    return {fmt::format("RSASSA-PSS with {}", crypto::name_of(*hash)),
            crypto::SignatureAlgorithm{Kind::rsa_pss, *hash}};
}

// ECParameters: namedCurve alone. Explicit parameters let an attacker choose the generator (CVE-2020-0601) or make
// the arithmetic loop (CVE-2022-0778): they are not even looked at.                        RFC 5480 §2.1.1
KeyAlgorithm read_ec_parameters(DerReader& reader) {
    KeyAlgorithm result{KeyAlgorithm::Kind::ec, "EC with explicit parameters", std::nullopt, std::nullopt};
    if (!reader.next_is(Tag::object_identifier)) {
        reader.any("parameters");
        return result;
    }
    const std::string curve = reader.object_identifier("namedCurve");
    result.name = "EC " + name_of_oid(curve);
    result.curve = curve_of(curve);
    return result;
}

} // namespace

std::optional<crypto::Curve> curve_of(std::string_view identifier) {
    if (identifier == oid::secp256r1) return crypto::Curve::secp256r1;
    if (identifier == oid::secp384r1) return crypto::Curve::secp384r1;
    return std::nullopt;
}

NamedSignatureAlgorithm read_signature_algorithm(DerReader& reader, std::string_view name) {
    reader.open(name, Tag::sequence);
    const std::string identifier = reader.object_identifier("algorithm");
    NamedSignatureAlgorithm result{name_of_oid(identifier), std::nullopt};
    const auto known = std::ranges::find(known_signatures, identifier, &Known::oid);
    if (known != known_signatures.end()) {
        expect_parameters(reader, known->kind);
        result.algorithm = crypto::SignatureAlgorithm{known->kind, known->hash};
    } else if (identifier == oid::rsassa_pss) {
        result = read_pss(reader);
    } else if (reader.more()) {
        reader.any("parameters");
    }
    reader.close();
    return result;
}

KeyAlgorithm read_key_algorithm(DerReader& reader, std::string_view name) {
    reader.open(name, Tag::sequence);
    const std::string identifier = reader.object_identifier("algorithm");
    KeyAlgorithm result{KeyAlgorithm::Kind::other, name_of_oid(identifier), std::nullopt, std::nullopt};
    if (identifier == oid::rsa_encryption) {
        reader.null("parameters"); // RFC 4055 §1.2
        result.kind = KeyAlgorithm::Kind::rsa;
    } else if (identifier == oid::rsassa_pss) {
        const bool is_restricted = reader.more();
        if (is_restricted) result.pss_hash = read_pss_parameters(reader); // RFC 4055 §3.3
        if (is_restricted && !result.pss_hash)
            result.name = "rsassaPss with parameters that are not used here";
        else
            result.kind = KeyAlgorithm::Kind::rsa_pss;
    } else if (identifier == oid::ec_public_key) {
        result = read_ec_parameters(reader);
    } else if (reader.more()) {
        reader.any("parameters");
    }
    reader.close();
    return result;
}

} // namespace vitrine::x509
