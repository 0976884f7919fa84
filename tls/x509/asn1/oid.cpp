// Object identifiers (X.690 §8.19) and their names, as the RFCs spell them.
#include "tls/x509/asn1/oid.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

struct Named {
    std::string_view oid, name;
};

// clang-format off
constexpr std::array named{
    //    identifier                        name
    Named{oid::rsa_encryption,              "rsaEncryption"},
    Named{"1.2.840.113549.1.1.4",           "md5WithRSAEncryption"},
    Named{"1.2.840.113549.1.1.5",           "sha1WithRSAEncryption"},
    Named{oid::mgf1,                        "mgf1"},
    Named{oid::rsassa_pss,                  "rsassaPss"},
    Named{oid::sha256_with_rsa,             "sha256WithRSAEncryption"},
    Named{oid::sha384_with_rsa,             "sha384WithRSAEncryption"},
    Named{oid::sha512_with_rsa,             "sha512WithRSAEncryption"},
    Named{oid::sha256,                      "sha256"},
    Named{oid::sha384,                      "sha384"},
    Named{oid::sha512,                      "sha512"},
    Named{oid::sha1,                        "sha1"},
    Named{"1.2.840.10040.4.1",              "dsa"},
    Named{"1.2.840.10040.4.3",              "dsa-with-sha1"},
    Named{oid::ec_public_key,               "ecPublicKey"},
    Named{oid::secp256r1,                   "secp256r1"},
    Named{oid::secp384r1,                   "secp384r1"},
    Named{"1.3.132.0.10",                   "secp256k1"},
    Named{"1.3.132.0.35",                   "secp521r1"},
    Named{"1.2.840.10045.4.1",              "ecdsa-with-SHA1"},
    Named{oid::ecdsa_with_sha256,           "ecdsa-with-SHA256"},
    Named{oid::ecdsa_with_sha384,           "ecdsa-with-SHA384"},
    Named{oid::ecdsa_with_sha512,           "ecdsa-with-SHA512"},
    Named{"1.3.101.110",                    "X25519"},
    Named{"1.3.101.112",                    "Ed25519"},
    Named{"1.3.101.113",                    "Ed448"},
    Named{oid::pbkdf2,                      "PBKDF2"},
    Named{oid::pbes2,                       "PBES2"},
    Named{oid::scrypt,                      "scrypt"},
    Named{"1.2.840.113549.1.5.3",           "pbeWithMD5AndDES-CBC"},
    Named{"1.2.840.113549.1.5.10",          "pbeWithSHA1AndDES-CBC"},
    Named{"1.2.840.113549.1.12.1.1",        "pbeWithSHAAnd128BitRC4"}, // RFC 7292 §C
    Named{"1.2.840.113549.1.12.1.3",        "pbeWithSHAAnd3-KeyTripleDES-CBC"},
    Named{"1.2.840.113549.3.2",             "rc2CBC"},
    Named{"1.2.840.113549.3.7",             "des-EDE3-CBC"},
    Named{oid::hmac_with_sha1,              "hmacWithSHA1"},
    Named{oid::hmac_with_sha224,            "hmacWithSHA224"},
    Named{oid::hmac_with_sha256,            "hmacWithSHA256"},
    Named{oid::hmac_with_sha384,            "hmacWithSHA384"},
    Named{oid::hmac_with_sha512,            "hmacWithSHA512"},
    Named{oid::aes128_cbc,                  "aes128-CBC"},
    Named{oid::aes192_cbc,                  "aes192-CBC"},
    Named{oid::aes256_cbc,                  "aes256-CBC"},
    Named{oid::common_name,                 "CN"},   // RFC 4514 §3: the short names
    Named{"2.5.4.4",                        "SN"},
    Named{"2.5.4.5",                        "serialNumber"},
    Named{"2.5.4.6",                        "C"},
    Named{"2.5.4.7",                        "L"},
    Named{"2.5.4.8",                        "ST"},
    Named{"2.5.4.9",                        "STREET"},
    Named{"2.5.4.10",                       "O"},
    Named{"2.5.4.11",                       "OU"},
    Named{"2.5.4.97",                       "organizationIdentifier"},
    Named{"0.9.2342.19200300.100.1.25",     "DC"},
    Named{oid::email_address,               "emailAddress"},
    Named{oid::subject_key_identifier,      "subjectKeyIdentifier"},
    Named{oid::key_usage,                   "keyUsage"},
    Named{oid::subject_alt_name,            "subjectAltName"},
    Named{oid::issuer_alt_name,             "issuerAltName"},
    Named{oid::basic_constraints,           "basicConstraints"},
    Named{oid::name_constraints,            "nameConstraints"},
    Named{oid::crl_distribution_points,     "cRLDistributionPoints"},
    Named{oid::certificate_policies,        "certificatePolicies"},
    Named{oid::policy_mappings,             "policyMappings"},
    Named{oid::crl_number,                  "cRLNumber"},
    Named{oid::reason_code,                 "reasonCode"},
    Named{oid::invalidity_date,             "invalidityDate"},
    Named{oid::delta_crl_indicator,         "deltaCRLIndicator"},
    Named{oid::issuing_distribution_point,  "issuingDistributionPoint"},
    Named{"2.5.29.29",                      "certificateIssuer"},
    Named{"2.5.29.46",                      "freshestCRL"},
    Named{oid::authority_key_identifier,    "authorityKeyIdentifier"},
    Named{oid::policy_constraints,          "policyConstraints"},
    Named{oid::extended_key_usage,          "extKeyUsage"},
    Named{oid::any_extended_key_usage,      "anyExtendedKeyUsage"},
    Named{oid::inhibit_any_policy,          "inhibitAnyPolicy"},
    Named{oid::authority_info_access,       "authorityInfoAccess"},
    Named{oid::tls_feature,                 "tlsfeature"},
    Named{"1.3.6.1.5.5.7.48.1",             "ocsp"},
    Named{"1.3.6.1.5.5.7.48.2",             "caIssuers"},
    Named{oid::cps,                         "cps"},
    Named{oid::user_notice,                 "userNotice"},
    Named{"2.5.29.32.0",                    "anyPolicy"},
    Named{"2.23.140.1.1",                   "extended-validation"}, // CA/Browser Forum Baseline Requirements §7.1.6.1
    Named{"2.23.140.1.2.1",                 "domain-validated"},
    Named{"2.23.140.1.2.2",                 "organization-validated"},
    Named{"2.23.140.1.2.3",                 "individual-validated"},
    Named{oid::server_auth,                 "serverAuth"},
    Named{oid::client_auth,                 "clientAuth"},
    Named{"1.3.6.1.5.5.7.3.3",              "codeSigning"},
    Named{"1.3.6.1.5.5.7.3.4",              "emailProtection"},
    Named{"1.3.6.1.5.5.7.3.8",              "timeStamping"},
    Named{oid::ocsp_signing,                "OCSPSigning"},
    Named{oid::ocsp_basic,                  "id-pkix-ocsp-basic"},
    Named{oid::ocsp_nonce,                  "id-pkix-ocsp-nonce"},
    Named{"1.3.6.1.5.5.7.48.1.5",           "id-pkix-ocsp-nocheck"},
    Named{"1.3.6.1.4.1.11129.2.4.2",        "signedCertificateTimestampList"},
};
// clang-format on

// The bytes of one arc, taken from the front of `content`.
View next_arc(View& content) {
    const auto last = std::ranges::find_if(content, [](std::uint8_t byte) { return byte < 0x80; });
    const std::size_t size = static_cast<std::size_t>(last - content.begin()) + 1;
    const View arc = content.first(size);
    content = content.subspan(size);
    return arc;
}

std::string arc_text(View arc) {
    if (arc.size() > 9) return "0x" + to_hex(arc); // more than 63 bits; still no two identifiers look the same
    std::uint64_t value = 0;
    for (const std::uint8_t byte : arc) value = value << 7 | (byte & 0x7fU);
    return std::to_string(value);
}

} // namespace

bool is_object_identifier(View content) {
    if (content.empty() || content.back() >= 0x80) return false;
    bool first_of_arc = true;
    for (const std::uint8_t byte : content) {
        if (first_of_arc && byte == 0x80) return false; // X.690 §8.19.2
        first_of_arc = byte < 0x80;
    }
    return true;
}

std::string dotted(View content) {
    const View first = next_arc(content); // two arcs in one number: 40 × first + second, X.690 §8.19.4
    std::string text;
    if (first.size() > 9) {
        text = "2." + arc_text(first);
    } else {
        const std::uint64_t both = std::stoull(arc_text(first));
        const std::uint64_t top = std::min<std::uint64_t>(both / 40, 2);
        text = fmt::format("{}.{}", top, both - 40 * top);
    }
    while (!content.empty()) text += "." + arc_text(next_arc(content));
    return text;
}

std::string name_of_oid(std::string_view dotted) {
    const auto found = std::ranges::find(named, dotted, &Named::oid);
    return std::string{found == named.end() ? dotted : found->name};
}

} // namespace vitrine::x509
