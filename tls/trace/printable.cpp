// What a peer sent, made harmless for a terminal or a page.
#include "tls/trace/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls {

namespace {

struct Character { // of UTF-8 (RFC 3629 §3)
    std::uint32_t code;
    std::size_t size; // bytes; 0: the text does not begin with a whole and shortest form
};

Character first_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {0, 0};
    std::uint32_t code = lead & (0xffU >> (size + 1));
    for (const char next : text.substr(1, size - 1)) {
        const auto byte = static_cast<unsigned char>(next);
        if ((byte & 0xc0) != 0x80) return {0, 0};
        code = code << 6 | (byte & 0x3f);
    }
    const bool shortest = code >= (size == 4 ? 0x10000U : size == 3 ? 0x800U : 0x80U);
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    return shortest && !surrogate && code <= 0x10ffff ? Character{code, size} : Character{0, 0};
}

// Control characters, invisible ones, and those that turn the direction in which the rest is shown.
bool is_harmless(std::uint32_t code) {
    const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const bool invisible = (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
                           (code >= 0x2060 && code <= 0x206f) || code == 0xfeff || code >= 0xe0000;
    return !control && !invisible;
}

} // namespace

std::string printable(std::string_view text) {
    std::string safe;
    while (!text.empty()) {
        const Character character = first_character(text);
        const std::size_t size = std::max<std::size_t>(character.size, 1);
        if (character.size > 0 && is_harmless(character.code))
            safe += text.substr(0, size);
        else
            for (const char byte : text.substr(0, size))
                safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
        text.remove_prefix(size);
    }
    return safe;
}

std::string html_escaped(std::string_view text) {
    std::string safe;
    for (const char character : printable(text)) {
        if (std::string_view{"&<>\"'"}.find(character) == std::string_view::npos)
            safe += character;
        else
            safe += fmt::format("&#{};", static_cast<int>(character));
    }
    return safe;
}

} // namespace vitrine::tls
