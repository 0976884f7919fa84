// Compares names of hosts with those of certificates (RFC 9525 §6).
#include "tls/x509/path/host_name.h"

#include "tls/x509/asn1/text.h"
#include "tls/x509/certificate/ip_address.h"

#include <algorithm>

namespace vitrine::x509 {
namespace {

constexpr std::size_t max_name = 253, max_label = 63; // RFC 1035 §2.3.4

char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

bool is_name_character(char character) { // LDH, and the '_' of many real names
    const char folded = lower(character);
    return (folded >= 'a' && folded <= 'z') || (character >= '0' && character <= '9') || character == '-' ||
           character == '_';
}

} // namespace

// A NUL or an escape character never gets further than this (CVE-2009-2408).
bool is_dns_name(std::string_view name) {
    if (name.empty() || name.size() > max_name || name.back() == '.') return false;
    while (!name.empty()) {
        const std::string_view label = take_part(name, '.');
        if (label.empty() || label.size() > max_label || !std::ranges::all_of(label, is_name_character)) return false;
    }
    return true;
}

bool equal_ignoring_case(std::string_view one, std::string_view other) { // RFC 9525 §6.3
    return std::ranges::equal(one, other, {}, lower, lower);
}

bool matches_dns_name(std::string_view presented, std::string_view wanted) {
    if (wanted.ends_with('.')) wanted.remove_suffix(1); // the root's own label, which certificates leave out
    if (!is_dns_name(wanted) || parse_ip_address(wanted)) return false; // RFC 9525 §6.5: an address is no DNS name
    if (presented.starts_with("*.")) {                                  // RFC 9525 §6.3: the whole left-most label
        presented.remove_prefix(2);
        if (presented.find('.') == std::string_view::npos) return false; // never for a whole top-level domain
        take_part(wanted, '.');
    }
    return is_dns_name(presented) && equal_ignoring_case(presented, wanted);
}

} // namespace vitrine::x509
