// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7, RFC 4055 §1.2, RFC 5480 §2). Crypto++ never sees its DER.
#include "tls/x509/certificate/fields.h"

#include <bit>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

std::size_t bits_of(View number) {
    return number.empty() ? 0 : 8 * number.size() - static_cast<std::size_t>(std::countl_zero(number[0]));
}

// RSAPublicKey ::= SEQUENCE { modulus, publicExponent }                                    RFC 8017 §A.1.1
NamedPublicKey read_rsa_key(DerReader& reader) {
    NamedPublicKey result;
    reader.open("subjectPublicKey", Tag::bit_string);
    reader.open("", Tag::sequence);
    const View modulus = reader.unsigned_integer("modulus");
    const View exponent = reader.unsigned_integer("publicExponent");
    reader.close();
    reader.close();
    if (const auto key = crypto::RsaPublicKey::from_numbers(modulus, exponent)) result.key = *key;
    result.name = fmt::format("RSA {} bits", bits_of(modulus));
    if (!result.key) result.name += fmt::format(" with an exponent of {} bits", bits_of(exponent));
    return result;
}

NamedPublicKey read_ec_key(DerReader& reader, const KeyAlgorithm& algorithm) {
    NamedPublicKey result{algorithm.name, std::nullopt, false, std::nullopt};
    const View point = reader.bits("subjectPublicKey"); // the octets of the point, not DER: RFC 5480 §2.2
    if (!algorithm.curve) return result;
    if (const auto key = crypto::EcdsaPublicKey::from_point(*algorithm.curve, point))
        result.key = *key;
    else
        result.name += ", but not an uncompressed point of the curve";
    return result;
}

} // namespace

NamedPublicKey read_public_key(DerReader& reader, std::string_view name) {
    reader.open(name, Tag::sequence);
    const KeyAlgorithm algorithm = read_key_algorithm(reader, "algorithm");
    NamedPublicKey result{algorithm.name, std::nullopt, false, std::nullopt};
    if (algorithm.kind == KeyAlgorithm::Kind::rsa || algorithm.kind == KeyAlgorithm::Kind::rsa_pss)
        result = read_rsa_key(reader);
    else if (algorithm.kind == KeyAlgorithm::Kind::ec)
        result = read_ec_key(reader, algorithm);
    else
        reader.primitive("subjectPublicKey", Tag::bit_string);
    result.pss_only = algorithm.kind == KeyAlgorithm::Kind::rsa_pss;
    result.pss_hash = algorithm.pss_hash;
    reader.close();
    return result;
}

} // namespace vitrine::x509
