// Object identifiers: those that mean something here, and the text of all others (X.690 §8.19).
#pragma once

#include "crypto/bytes.h"

namespace vitrine::x509 {

namespace oid {
constexpr std::string_view rsa_encryption = "1.2.840.113549.1.1.1"; // RFC 4055 §1.2, RFC 8017 §A.1
constexpr std::string_view mgf1 = "1.2.840.113549.1.1.8";
constexpr std::string_view rsassa_pss = "1.2.840.113549.1.1.10";
constexpr std::string_view sha256_with_rsa = "1.2.840.113549.1.1.11"; // RFC 4055 §5
constexpr std::string_view sha384_with_rsa = "1.2.840.113549.1.1.12";
constexpr std::string_view sha512_with_rsa = "1.2.840.113549.1.1.13";
constexpr std::string_view sha256 = "2.16.840.1.101.3.4.2.1"; // RFC 4055 §2.1
constexpr std::string_view sha384 = "2.16.840.1.101.3.4.2.2";
constexpr std::string_view sha512 = "2.16.840.1.101.3.4.2.3";
constexpr std::string_view ec_public_key = "1.2.840.10045.2.1"; // RFC 5480 §2.1.1
constexpr std::string_view secp256r1 = "1.2.840.10045.3.1.7";   // RFC 5480 §2.1.1.1
constexpr std::string_view secp384r1 = "1.3.132.0.34";
constexpr std::string_view ecdsa_with_sha256 = "1.2.840.10045.4.3.2"; // RFC 5758 §3.2
constexpr std::string_view ecdsa_with_sha384 = "1.2.840.10045.4.3.3";
constexpr std::string_view ecdsa_with_sha512 = "1.2.840.10045.4.3.4";

constexpr std::string_view pbkdf2 = "1.2.840.113549.1.5.12"; // RFC 8018 §A
constexpr std::string_view pbes2 = "1.2.840.113549.1.5.13";
constexpr std::string_view hmac_with_sha1 = "1.2.840.113549.2.7"; // RFC 8018 §B.1
constexpr std::string_view hmac_with_sha224 = "1.2.840.113549.2.8";
constexpr std::string_view hmac_with_sha256 = "1.2.840.113549.2.9";
constexpr std::string_view hmac_with_sha384 = "1.2.840.113549.2.10";
constexpr std::string_view hmac_with_sha512 = "1.2.840.113549.2.11";
constexpr std::string_view scrypt = "1.3.6.1.4.1.11591.4.11";     // RFC 7914 §7
constexpr std::string_view aes128_cbc = "2.16.840.1.101.3.4.1.2"; // RFC 8018 §B.2.5
constexpr std::string_view aes192_cbc = "2.16.840.1.101.3.4.1.22";
constexpr std::string_view aes256_cbc = "2.16.840.1.101.3.4.1.42";

constexpr std::string_view common_name = "2.5.4.3"; // RFC 5280 §A.1
constexpr std::string_view email_address = "1.2.840.113549.1.9.1";
constexpr std::string_view subject_key_identifier = "2.5.29.14"; // RFC 5280 §4.2.1
constexpr std::string_view key_usage = "2.5.29.15";
constexpr std::string_view subject_alt_name = "2.5.29.17";
constexpr std::string_view issuer_alt_name = "2.5.29.18";
constexpr std::string_view basic_constraints = "2.5.29.19";
constexpr std::string_view name_constraints = "2.5.29.30";
constexpr std::string_view crl_distribution_points = "2.5.29.31";
constexpr std::string_view certificate_policies = "2.5.29.32";
constexpr std::string_view policy_mappings = "2.5.29.33";
constexpr std::string_view authority_key_identifier = "2.5.29.35";
constexpr std::string_view policy_constraints = "2.5.29.36";
constexpr std::string_view extended_key_usage = "2.5.29.37";
constexpr std::string_view inhibit_any_policy = "2.5.29.54";
constexpr std::string_view authority_info_access = "1.3.6.1.5.5.7.1.1"; // RFC 5280 §4.2.2.1
constexpr std::string_view tls_feature = "1.3.6.1.5.5.7.1.24";          // RFC 7633 §6
constexpr std::string_view cps = "1.3.6.1.5.5.7.2.1";                   // RFC 5280 §4.2.1.4
constexpr std::string_view user_notice = "1.3.6.1.5.5.7.2.2";
constexpr std::string_view any_extended_key_usage = "2.5.29.37.0";  // RFC 5280 §4.2.1.12
constexpr std::string_view smtp_utf8_mailbox = "1.3.6.1.5.5.7.8.9"; // RFC 9598 §3
constexpr std::string_view server_auth = "1.3.6.1.5.5.7.3.1";
constexpr std::string_view client_auth = "1.3.6.1.5.5.7.3.2";

constexpr std::string_view crl_number = "2.5.29.20";                 // RFC 5280 §5.2.3
constexpr std::string_view reason_code = "2.5.29.21";                // RFC 5280 §5.3.1
constexpr std::string_view invalidity_date = "2.5.29.24";            // RFC 5280 §5.3.2
constexpr std::string_view delta_crl_indicator = "2.5.29.27";        // RFC 5280 §5.2.4
constexpr std::string_view issuing_distribution_point = "2.5.29.28"; // RFC 5280 §5.2.5
constexpr std::string_view ocsp_signing = "1.3.6.1.5.5.7.3.9";       // RFC 6960 §4.2.2.2
constexpr std::string_view ocsp_basic = "1.3.6.1.5.5.7.48.1.1";      // RFC 6960 §4.2.1
constexpr std::string_view ocsp_nonce = "1.3.6.1.5.5.7.48.1.2";      // RFC 6960 §4.4.1
constexpr std::string_view sha1 = "1.3.14.3.2.26";                   // RFC 3370 §2.1
} // namespace oid

// Well formed: not empty, each arc in as few bytes as it needs, the last one complete.
bool is_object_identifier(View content);
// "2.5.29.17" for the content of a well-formed one; an arc of more than 63 bits is written in hexadecimal.
std::string dotted(View content);
// "subjectAltName" for "2.5.29.17"; the dotted form itself if it has no name here.
std::string name_of_oid(std::string_view dotted);

} // namespace vitrine::x509
