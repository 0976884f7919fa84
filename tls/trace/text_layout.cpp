// Text for a terminal, put into columns.
#include "tls/trace/text_layout.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls {

namespace {

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80; }

// The bytes of the first `count` characters.
std::size_t size_of_first(std::string_view text, std::size_t count) {
    std::size_t size = 0;
    while (size < text.size() && (count > 0 || !begins_character(text[size])))
        if (begins_character(text[size++])) --count;
    return size;
}

constexpr std::string_view no_break_space = "\u00a0";

std::string replaced(std::string text, std::string_view one, std::string_view other) {
    for (std::size_t at = text.find(one); at != std::string::npos; at = text.find(one, at + other.size()))
        text.replace(at, one.size(), other);
    return text;
}

} // namespace

std::string spaced_hex(View bytes) {
    std::string hex;
    for (const std::uint8_t byte : bytes) hex += fmt::format("{}{:02x}", hex.empty() ? "" : " ", byte);
    return hex;
}

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t columns) {
    const std::size_t width = columns - indent;
    const std::string line_break = "\n" + std::string(indent, ' ');
    std::string lines;
    std::size_t used = 0; // of the line in hand
    while (!text.empty()) {
        const std::size_t gap = std::min(text.find_first_not_of(' '), text.size());
        std::string_view word = text.substr(gap, text.find(' ', gap) - gap);
        text.remove_prefix(gap + word.size());
        if (used > 0 && used + gap + width_of(word) > width) {
            lines += line_break;
            used = 0;
        } else {
            lines.append(gap, ' ');
            used += gap;
        }
        for (; width_of(word) > width; word.remove_prefix(size_of_first(word, width)))
            lines.append(word.substr(0, size_of_first(word, width))).append(line_break);
        lines += word;
        used += width_of(word);
    }
    return replaced(std::move(lines), no_break_space, " ");
}

std::string unbroken(std::string_view text) { return replaced(std::string{text}, " ", no_break_space); }

std::string painted(std::string_view text, std::string_view manner, Colour colour) {
    if (colour == Colour::none) return std::string{text};
    return fmt::format("\x1b[{}m{}\x1b[0m", manner, text);
}

} // namespace vitrine::tls
