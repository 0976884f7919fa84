// Lists of suites, groups and signature schemes as people write them: IANA's names, OpenSSL's names, openssl's
// "RSA-PSS+SHA256", divided by ':' or ','. A name that is not known fails at once.
#pragma once

#include "tls/base/numbers.h"

#include <string_view>
#include <vector>

namespace vitrine::apps {

// Each throws UsageError that names the unknown name, the nearest known ones, and all that there are.
std::vector<tls::CipherSuite> parse_cipher_suites(std::string_view list);
std::vector<tls::NamedGroup> parse_groups(std::string_view list);
std::vector<tls::SignatureScheme> parse_signature_schemes(std::string_view list);
// "h2,http/1.1", as RFC 7301 §3.1 allows: 1 to 255 bytes each.
std::vector<std::string> parse_alpn_protocols(std::string_view list);

// "64", "10K", "100M", "2G": bytes, by powers of 1024.
std::uint64_t parse_size(std::string_view text);

std::string_view openssl_name_of(tls::CipherSuite suite); // "ECDHE-RSA-AES128-GCM-SHA256"; empty if it has none

} // namespace vitrine::apps
