// Byte strings: their hexadecimal form, and the few conversions that everything else uses.
#include "crypto/bytes.h"

namespace vitrine {
namespace {

std::optional<std::uint8_t> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    return std::nullopt;
}

bool separates_bytes(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ':'; }

} // namespace

std::string to_hex(View bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (std::uint8_t byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 0xf];
    }
    return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    while (!text.empty()) {
        if (separates_bytes(text.front())) {
            text.remove_prefix(1);
            continue;
        }
        if (text.size() < 2) return std::nullopt;
        const auto high = hex_digit(text[0]);
        const auto low = hex_digit(text[1]);
        if (!high || !low) return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(*high << 4 | *low));
        text.remove_prefix(2);
    }
    return bytes;
}

View as_bytes(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

std::string_view as_text(View bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Bytes to_bytes(View bytes) { return {bytes.begin(), bytes.end()}; }

void append(Bytes& to, View bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

} // namespace vitrine
