// What stands in names, held to the rules of those who will verify them (RFC 5280 §4.2.1.6, RFC 5280 §A.1).
#include "apps/ca/name_checks.h"

#include "apps/command_line.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

namespace vitrine::apps::ca {
namespace {

constexpr std::size_t max_label = 63, max_dns_name = 253; // RFC 1034 §3.1: of 255 bytes two are no text

bool is_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}
bool is_digit(char character) { return character >= '0' && character <= '9'; }
bool is_visible(char character) { return character > ' ' && character < '\x7f'; }
bool is_ascii(char character) { return static_cast<unsigned char>(character) < 0x80; }
bool is_host_character(char character) { // '_' stands in names of services, and is taken
    return is_letter(character) || is_digit(character) || character == '-' || character == '_';
}
bool is_printable(char character) { // PrintableString
    return is_letter(character) || is_digit(character) ||
           std::string_view{" '()+,-./:=?"}.find(character) != std::string_view::npos;
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= max_label && std::ranges::all_of(label, is_host_character) &&
           label.front() != '-' && label.back() != '-';
}

bool is_host(std::string_view text) {
    if (text.size() > max_dns_name) return false;
    for (std::size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
        if (!is_label(text.substr(0, dot))) return false;
        text.remove_prefix(dot + 1);
    }
    return is_label(text);
}

// How many bytes follow this first one of a character                                     RFC 3629 §4
std::optional<std::size_t> bytes_behind(unsigned char first) {
    if (first < 0x80) return 0;
    if (first >= 0xc2 && first <= 0xdf) return 1;
    if (first >= 0xe0 && first <= 0xef) return 2;
    if (first >= 0xf0 && first <= 0xf4) return 3;
    return std::nullopt;
}

// The second byte, where not every one of 80..bf may follow: overlong forms, surrogates, beyond U+10FFFF
bool may_follow(unsigned char first, unsigned char second) {
    if ((second & 0xc0U) != 0x80U) return false;
    if (first == 0xe0) return second >= 0xa0;
    if (first == 0xed) return second < 0xa0;
    if (first == 0xf0) return second >= 0x90;
    return first != 0xf4 || second < 0x90;
}

// Nothing if it is no UTF-8.
std::optional<std::size_t> count_characters(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        const auto first = static_cast<unsigned char>(text.front());
        const auto more = bytes_behind(first);
        if (!more || text.size() <= *more) return std::nullopt;
        for (std::size_t i = 1; i <= *more; ++i)
            if (!may_follow(i == 1 ? first : 0x80, static_cast<unsigned char>(text[i]))) return std::nullopt;
        text.remove_prefix(*more + 1);
    }
    return count;
}

struct Bound {
    std::string_view type, oid;
    std::size_t least, most;
    bool (*is_allowed)(char character);
};
bool is_any(char /*character*/) { return true; }

// clang-format off
constexpr std::array bounds{ // RFC 5280 §A.1
    Bound{"CN",           "2.5.4.3",                    1,  64, is_any},       // ub-common-name
    Bound{"C",            "2.5.4.6",                    2,   2, is_letter},    // ISO 3166 code
    Bound{"L",            "2.5.4.7",                    1, 128, is_any},       // ub-locality-name
    Bound{"ST",           "2.5.4.8",                    1, 128, is_any},       // ub-state-name
    Bound{"O",            "2.5.4.10",                   1,  64, is_any},       // ub-organization-name
    Bound{"OU",           "2.5.4.11",                   1,  64, is_any},       // ub-organizational-unit-name
    Bound{"serialNumber", "2.5.4.5",                    1,  64, is_printable}, // ub-serial-number
    Bound{"DC",           "0.9.2342.19200300.100.1.25", 1,  63, is_ascii},     // a label
    Bound{"emailAddress", "1.2.840.113549.1.9.1",       1, 255, is_ascii},     // ub-emailaddress-length
};
// clang-format on

} // namespace

void require_dns_name(std::string_view text) {
    const std::string_view host = text.starts_with("*.") ? text.substr(2) : text;
    if (is_host(host) && text.size() <= max_dns_name) return;
    throw UsageError{fmt::format("'{}' is no DNS name: labels of letters, digits and '-' inside, with '.' between, '*' "
                                 "only as the first of several; of other alphabets the A-label (xn--...), RFC 5890",
                                 text)};
}

void require_mailbox(std::string_view text) {
    const std::size_t at = text.find('@');
    const bool split = at != std::string_view::npos && at > 0;
    if (!split || !std::ranges::all_of(text, is_visible) || !is_host(text.substr(at + 1)))
        throw UsageError{fmt::format("'{}' is no mailbox: email:name@example.org (RFC 5280 §4.2.1.6)", text)};
}

void require_uri(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view scheme = text.substr(0, colon);
    const bool named = !scheme.empty() && is_letter(scheme.front()) && std::ranges::all_of(scheme, [](char character) {
        return is_letter(character) || is_digit(character) ||
               std::string_view{"+-."}.find(character) != std::string_view::npos;
    });
    const bool whole = colon != std::string_view::npos && colon + 1 < text.size();
    if (!named || !whole || !std::ranges::all_of(text, is_visible))
        throw UsageError{
            fmt::format("'{}' is no URI with a scheme: URI:https://example.org (RFC 5280 §4.2.1.6)", text)};
}

void require_attribute(const x509::NameAttribute& attribute) {
    const auto* bound = std::ranges::find_if(
        bounds, [&](const Bound& each) { return attribute.type == each.type || attribute.type == each.oid; });
    const auto characters = count_characters(attribute.value);
    if (!characters) throw UsageError{fmt::format("{} in a subject: its value is no UTF-8", attribute.type)};
    if (bound == bounds.end()) return;
    if (*characters < bound->least || *characters > bound->most ||
        !std::ranges::all_of(attribute.value, bound->is_allowed))
        throw UsageError{fmt::format("{} in a subject: '{}' has {} characters; {} are taken{} (RFC 5280 §A.1)",
                                     attribute.type, attribute.value, *characters,
                                     bound->least == bound->most ? fmt::format("{}", bound->most)
                                                                 : fmt::format("{} to {}", bound->least, bound->most),
                                     bound->is_allowed == is_any      ? ""
                                     : bound->is_allowed == is_letter ? ", letters of ASCII alone"
                                                                      : ", of ASCII alone")};
}

} // namespace vitrine::apps::ca
