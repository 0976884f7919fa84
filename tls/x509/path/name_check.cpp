// Is the host that was asked for among the names of the leaf? (RFC 9525 §6)
#include "tls/x509/path/name_check.h"

#include "tls/x509/certificate/fields.h"
#include "tls/x509/certificate/ip_address.h"
#include "tls/x509/path/host_name.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

constexpr std::size_t max_listed = 10; // names in a sentence

// "a, b and 3 more"
std::string listed(const std::vector<std::string>& names) {
    if (names.empty()) return "none";
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < max_listed; ++i)
        text += (i == 0 ? "" : ", ") + printable(as_bytes(names[i]));
    if (names.size() > max_listed) text += fmt::format(" and {} more", names.size() - max_listed);
    return text;
}

// Only if there is no subjectAltName at all, and only if the user insists.                  RFC 9525 §6.3 forbids it
bool common_name_serves(const PathState& state, std::string_view wanted, bool matches, std::string& detail) {
    const std::string common_name = printable(as_bytes(state.subject().subject().common_name()));
    const std::string_view kind = state.question.ip_address.empty() || !state.question.host_name.empty() ? "DNS" : "IP";
    if (!state.question.allow_common_name) {
        detail = fmt::format("the certificate has no subjectAltName, and its common name '{}' is not looked at: make "
                             "it with 'subjectAltName = {}:{}'",
                             common_name, kind, wanted);
        return false;
    }
    detail = fmt::format("no subjectAltName: the common name '{}' {} {}, as allowed; real clients refuse this",
                         common_name, matches ? "serves for" : "is not", wanted);
    return matches;
}

} // namespace

bool host_name_is_named(const PathState& state, std::string& detail) {
    const std::string& host_name = state.question.host_name;
    if (host_name.empty()) {
        detail = "no DNS name was asked for";
        return true;
    }
    const std::string wanted = printable(as_bytes(host_name));
    const auto& names = state.subject().extensions().subject_alt_name;
    if (!names) {
        const bool matches = matches_dns_name(state.subject().subject().common_name(), host_name);
        return common_name_serves(state, wanted, matches, detail);
    }
    const auto found = std::ranges::find_if(names->dns_names,
                                            [&](const std::string& name) { return matches_dns_name(name, host_name); });
    const bool passed = found != names->dns_names.end();
    detail = passed ? fmt::format("{} matches {}", printable(as_bytes(*found)), wanted)
                    : fmt::format("the certificate is not for {}; its DNS names: {}", wanted, listed(names->dns_names));
    return passed;
}

bool ip_address_is_named(const PathState& state, std::string& detail) {
    const Bytes& address = state.question.ip_address;
    if (address.empty()) {
        detail = "no IP address was asked for";
        return true;
    }
    const std::string wanted = format_ip_address(address);
    const auto& names = state.subject().extensions().subject_alt_name;
    if (!names) {
        const bool matches = parse_ip_address(state.subject().subject().common_name()) == address;
        return common_name_serves(state, wanted, matches, detail);
    }
    const bool passed = std::ranges::find(names->ip_addresses, address) != names->ip_addresses.end();
    std::vector<std::string> presented;
    for (const Bytes& one : names->ip_addresses) presented.push_back(format_ip_address(one));
    detail = passed ? fmt::format("{} is among its addresses", wanted)
                    : fmt::format("the certificate is not for {}; its IP addresses: {}", wanted, listed(presented));
    return passed;
}

} // namespace vitrine::x509
