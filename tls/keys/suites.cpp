// The cipher-suite table: one row a suite (RFC 5289 §3.2, RFC 7905 §2). Adding a suite is adding a row.
#include "tls/keys/suites.h"

#include <algorithm>
#include <array>

namespace vitrine::tls {

namespace {

using enum CipherSuite;
using enum crypto::HashAlgorithm;
constexpr auto rsa = Authentication::rsa;
constexpr auto ecdsa = Authentication::ecdsa;

// clang-format off
constexpr std::array table{
    //        suite                                          openssl_name                     authentication  hash    cipher
    SuiteInfo{tls_ecdhe_ecdsa_with_aes_128_gcm_sha256,       "ECDHE-ECDSA-AES128-GCM-SHA256", ecdsa,          sha256, aes_128_gcm},
    SuiteInfo{tls_ecdhe_rsa_with_aes_128_gcm_sha256,         "ECDHE-RSA-AES128-GCM-SHA256",   rsa,            sha256, aes_128_gcm},
    SuiteInfo{tls_ecdhe_ecdsa_with_aes_256_gcm_sha384,       "ECDHE-ECDSA-AES256-GCM-SHA384", ecdsa,          sha384, aes_256_gcm},
    SuiteInfo{tls_ecdhe_rsa_with_aes_256_gcm_sha384,         "ECDHE-RSA-AES256-GCM-SHA384",   rsa,            sha384, aes_256_gcm},
    SuiteInfo{tls_ecdhe_ecdsa_with_chacha20_poly1305_sha256, "ECDHE-ECDSA-CHACHA20-POLY1305", ecdsa,          sha256, chacha20_poly1305},
    SuiteInfo{tls_ecdhe_rsa_with_chacha20_poly1305_sha256,   "ECDHE-RSA-CHACHA20-POLY1305",   rsa,            sha256, chacha20_poly1305},
};
// clang-format on

} // namespace

std::span<const SuiteInfo> suites() { return table; }

const SuiteInfo* find_suite(CipherSuite suite) {
    const auto* row = std::ranges::find(table, suite, &SuiteInfo::suite);
    return row == table.end() ? nullptr : row;
}

} // namespace vitrine::tls
