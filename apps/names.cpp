// Lists of suites, groups and signature schemes: one table each, one row a spelling, IANA's first.
#include "apps/names.h"

#include "apps/command_line.h"
#include "apps/nearest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <span>

namespace vitrine::apps {
namespace {

template <class Number> struct Spelling {
    std::string_view name;
    Number number;
};

using enum tls::CipherSuite;
using enum tls::NamedGroup;
using enum tls::SignatureScheme;

// clang-format off
constexpr std::array<Spelling<tls::CipherSuite>, 12> suite_spellings{{
    {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",       tls_ecdhe_ecdsa_with_aes_128_gcm_sha256},
    {"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",       tls_ecdhe_ecdsa_with_aes_256_gcm_sha384},
    {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",         tls_ecdhe_rsa_with_aes_128_gcm_sha256},
    {"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",         tls_ecdhe_rsa_with_aes_256_gcm_sha384},
    {"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", tls_ecdhe_ecdsa_with_chacha20_poly1305_sha256},
    {"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",   tls_ecdhe_rsa_with_chacha20_poly1305_sha256},
    {"ECDHE-ECDSA-AES128-GCM-SHA256",                 tls_ecdhe_ecdsa_with_aes_128_gcm_sha256},
    {"ECDHE-ECDSA-AES256-GCM-SHA384",                 tls_ecdhe_ecdsa_with_aes_256_gcm_sha384},
    {"ECDHE-RSA-AES128-GCM-SHA256",                   tls_ecdhe_rsa_with_aes_128_gcm_sha256},
    {"ECDHE-RSA-AES256-GCM-SHA384",                   tls_ecdhe_rsa_with_aes_256_gcm_sha384},
    {"ECDHE-ECDSA-CHACHA20-POLY1305",                 tls_ecdhe_ecdsa_with_chacha20_poly1305_sha256},
    {"ECDHE-RSA-CHACHA20-POLY1305",                   tls_ecdhe_rsa_with_chacha20_poly1305_sha256},
}};

constexpr std::array<Spelling<tls::NamedGroup>, 6> group_spellings{{
    {"x25519",     x25519},
    {"secp256r1",  secp256r1},
    {"secp384r1",  secp384r1},
    {"P-256",      secp256r1},
    {"P-384",      secp384r1},
    {"prime256v1", secp256r1},
}};

constexpr std::array<Spelling<tls::SignatureScheme>, 22> scheme_spellings{{
    {"ecdsa_secp256r1_sha256", ecdsa_secp256r1_sha256},
    {"ecdsa_secp384r1_sha384", ecdsa_secp384r1_sha384},
    {"rsa_pss_rsae_sha256",    rsa_pss_rsae_sha256},
    {"rsa_pss_rsae_sha384",    rsa_pss_rsae_sha384},
    {"rsa_pss_rsae_sha512",    rsa_pss_rsae_sha512},
    {"rsa_pss_pss_sha256",     rsa_pss_pss_sha256},
    {"rsa_pss_pss_sha384",     rsa_pss_pss_sha384},
    {"rsa_pss_pss_sha512",     rsa_pss_pss_sha512},
    {"rsa_pkcs1_sha256",       rsa_pkcs1_sha256},
    {"rsa_pkcs1_sha384",       rsa_pkcs1_sha384},
    {"rsa_pkcs1_sha512",       rsa_pkcs1_sha512},
    {"ECDSA+SHA256",           ecdsa_secp256r1_sha256},
    {"ECDSA+SHA384",           ecdsa_secp384r1_sha384},
    {"RSA-PSS+SHA256",         rsa_pss_rsae_sha256},
    {"RSA-PSS+SHA384",         rsa_pss_rsae_sha384},
    {"RSA-PSS+SHA512",         rsa_pss_rsae_sha512},
    {"PSS+SHA256",             rsa_pss_rsae_sha256},
    {"PSS+SHA384",             rsa_pss_rsae_sha384},
    {"PSS+SHA512",             rsa_pss_rsae_sha512},
    {"RSA+SHA256",             rsa_pkcs1_sha256},
    {"RSA+SHA384",             rsa_pkcs1_sha384},
    {"RSA+SHA512",             rsa_pkcs1_sha512},
}};
// clang-format on

std::vector<std::string_view> split(std::string_view list, std::string_view dividers) {
    std::vector<std::string_view> parts;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find_first_of(dividers), list.size());
        if (end > 0) parts.push_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return parts;
}

template <class Number>
Number number_of(std::string_view what, std::string_view name, std::span<const Spelling<Number>> spellings) {
    std::vector<std::string> known;
    for (const Spelling<Number>& spelling : spellings) {
        if (equal_without_case(name, spelling.name)) return spelling.number;
        known.emplace_back(spelling.name);
    }
    throw UsageError{fmt::format("vitrine speaks no {} called '{}'{}\n  known: {}", what, name,
                                 did_you_mean(name, known), fmt::join(known, " "))};
}

template <class Number>
std::vector<Number> parse_list(std::string_view what, std::string_view list,
                               std::span<const Spelling<Number>> spellings) {
    std::vector<Number> numbers;
    for (const std::string_view name : split(list, ":,")) {
        const Number number = number_of(what, name, spellings);
        if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
    }
    if (numbers.empty()) throw UsageError{fmt::format("the list of {}s is empty", what)};
    return numbers;
}

} // namespace

std::vector<tls::CipherSuite> parse_cipher_suites(std::string_view list) {
    return parse_list<tls::CipherSuite>("cipher suite", list, suite_spellings);
}

std::vector<tls::NamedGroup> parse_groups(std::string_view list) {
    return parse_list<tls::NamedGroup>("group", list, group_spellings);
}

std::vector<tls::SignatureScheme> parse_signature_schemes(std::string_view list) {
    return parse_list<tls::SignatureScheme>("signature scheme", list, scheme_spellings);
}

std::vector<std::string> parse_alpn_protocols(std::string_view list) {
    std::vector<std::string> protocols;
    for (const std::string_view name : split(list, ",")) {
        if (name.size() > 255) throw UsageError{"an ALPN protocol has at most 255 bytes (RFC 7301 §3.1)"};
        protocols.emplace_back(name);
    }
    if (protocols.empty()) throw UsageError{"the list of ALPN protocols is empty"};
    return protocols;
}

std::uint64_t parse_size(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view suffix = text.substr(static_cast<std::size_t>(end - text.data()));
    const std::size_t power = suffix.empty() ? 0 : std::string_view{"KMG"}.find(suffix) + 1;
    if (error != std::errc{} || suffix.size() > 1 || (!suffix.empty() && power == 0))
        throw UsageError{fmt::format("'{}' is no number of bytes; write 64, 10K, 100M or 2G", text)};
    if (number > (UINT64_MAX >> (10 * power))) throw UsageError{fmt::format("'{}' is too many bytes", text)};
    return number << (10 * power);
}

std::string_view openssl_name_of(tls::CipherSuite suite) {
    const auto is_openssl_s = [suite](const auto& row) { return row.number == suite && !row.name.starts_with("TLS_"); };
    const auto* const row = std::find_if(suite_spellings.begin(), suite_spellings.end(), is_openssl_s);
    return row == suite_spellings.end() ? "" : row->name;
}

} // namespace vitrine::apps
