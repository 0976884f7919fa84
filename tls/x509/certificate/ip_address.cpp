// Reads and writes IP addresses in text (RFC 4291 §2.2, RFC 5952).
#include "tls/x509/certificate/ip_address.h"

#include "tls/x509/asn1/text.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

std::optional<std::uint8_t> parse_octet(std::string_view text) {
    const auto is_digit = [](char character) { return character >= '0' && character <= '9'; };
    if (text.empty() || text.size() > 3 || !std::ranges::all_of(text, is_digit)) return std::nullopt;
    if (text.size() > 1 && text.front() == '0') return std::nullopt; // octal to some: nobody may be in doubt
    unsigned value = 0;
    for (const char digit : text) value = 10 * value + static_cast<unsigned>(digit - '0');
    if (value > 255) return std::nullopt;
    return static_cast<std::uint8_t>(value);
}

std::optional<Bytes> parse_ipv4(std::string_view text) {
    if (std::ranges::count(text, '.') != 3) return std::nullopt;
    Bytes address;
    for (int i = 0; i < 4; ++i) {
        const auto octet = parse_octet(take_part(text, '.'));
        if (!octet) return std::nullopt;
        address.push_back(*octet);
    }
    return address;
}

// One side of "::", or all if there is none: groups, the last of which may be an IPv4 address.   RFC 4291 §2.2
std::optional<Bytes> parse_groups(std::string_view text) {
    Bytes bytes;
    if (text.empty()) return bytes;
    if (text.back() == ':') return std::nullopt;
    while (!text.empty()) {
        const std::string_view group = take_part(text, ':');
        if (group.find('.') != std::string_view::npos) {
            const auto tail = parse_ipv4(group);
            if (!tail || !text.empty()) return std::nullopt;
            append(bytes, *tail);
            return bytes;
        }
        if (group.empty() || group.size() > 4) return std::nullopt;
        const auto value = from_hex(std::string(4 - group.size(), '0').append(group));
        if (!value || value->size() != 2) return std::nullopt;
        append(bytes, *value);
    }
    return bytes;
}

std::optional<Bytes> parse_ipv6(std::string_view text) {
    constexpr std::size_t size = 16;
    const std::size_t gap = text.find("::");
    if (gap == std::string_view::npos) {
        auto all = parse_groups(text);
        if (!all || all->size() != size) return std::nullopt;
        return all;
    }
    auto front = parse_groups(text.substr(0, gap));
    const auto back = parse_groups(text.substr(gap + 2));
    const bool front_has_ipv4 = text.substr(0, gap).find('.') != std::string_view::npos;
    if (!front || !back || front_has_ipv4 || front->size() + back->size() > size - 2) return std::nullopt;
    front->resize(size - back->size());
    append(*front, *back);
    return front;
}

// The longest run of zero groups, two at least: {index, count}.                                  RFC 5952 §4.2
std::pair<std::size_t, std::size_t> longest_zeros(View bytes) {
    std::pair<std::size_t, std::size_t> best{0, 0};
    std::size_t run = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        run = bytes[2 * i] == 0 && bytes[2 * i + 1] == 0 ? run + 1 : 0;
        if (run >= 2 && run > best.second) best = {i + 1 - run, run};
    }
    return best;
}

} // namespace

std::optional<Bytes> parse_ip_address(std::string_view text) {
    if (text.find(':') != std::string_view::npos) return parse_ipv6(text);
    return parse_ipv4(text);
}

std::string format_ip_address(View bytes) {
    if (bytes.size() == 4) return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
    if (bytes.size() != 16) return to_hex(bytes);
    const auto [first, count] = longest_zeros(bytes);
    std::string text;
    for (std::size_t i = 0; i < 8; ++i) {
        if (count != 0 && i == first) text += "::";
        if (i >= first && i < first + count) continue;
        if (!text.empty() && text.back() != ':') text += ':';
        text += fmt::format("{:x}", bytes[2 * i] << 8 | bytes[2 * i + 1]);
    }
    return text;
}

} // namespace vitrine::x509
