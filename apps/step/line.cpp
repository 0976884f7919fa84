// What is shown, line by line: cutting, breaking, and bytes as hexadecimal.
#include "apps/step/line.h"

#include "apps/terminal.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

// The bytes that the first `columns` characters take.
std::size_t bytes_of(std::string_view text, std::size_t columns) {
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (continues_character(text[at])) continue;
        if (columns == 0) break;
        --columns;
    }
    return at;
}

std::string spaced_hex(View bytes) {
    std::string hex;
    for (const std::uint8_t byte : bytes) hex += fmt::format("{}{:02x}", hex.empty() ? "" : " ", byte);
    return hex;
}

// Where to break a text that is longer than the width: at its last space, or in the middle of a word.
std::size_t break_of(std::string_view text, std::size_t width, std::size_t indent) {
    const std::size_t most = bytes_of(text, width);
    const std::size_t space = text.substr(0, most + 1).rfind(' ');
    return space == std::string_view::npos || space <= indent ? most : space;
}

} // namespace

Line::Line(std::string_view raw, Ink how) : text{escaped(raw)}, ink{how} {}

void append(Lines& to, const Lines& more) { to.insert(to.end(), more.begin(), more.end()); }

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !continues_character(byte); }));
}

std::string cut(std::string_view text, std::size_t columns) {
    if (columns_of(text) <= columns) return std::string{text};
    if (columns <= 2) return std::string(columns, '.');
    return std::string{text.substr(0, bytes_of(text, columns - 2))} + "..";
}

Lines wrapped(std::string_view text, std::size_t width, std::size_t indent, Ink ink) {
    Lines lines;
    std::string rest = escaped(text);
    width = std::max(width, indent + 8);
    while (columns_of(rest) > width) {
        const std::size_t end = break_of(rest, width, indent);
        lines.emplace_back(rest.substr(0, end), ink);
        rest.erase(0, std::min(rest.find_first_not_of(' ', end), rest.size()));
        rest.insert(0, std::string(indent, ' '));
    }
    lines.emplace_back(rest, ink);
    return lines;
}

std::string short_hex(View bytes, std::size_t columns) {
    if (bytes.size() * 3 <= columns + 1) return spaced_hex(bytes);
    const std::string count = fmt::format(".. {} bytes", bytes.size());
    const std::size_t shown = columns > count.size() ? (columns - count.size()) / 3 : 0;
    return shown == 0 ? cut(fmt::format("{} bytes", bytes.size()), columns)
                      : fmt::format("{} {}", spaced_hex(bytes.first(shown)), count);
}

Lines hex_dump(View bytes, std::size_t width, std::size_t most) {
    Lines lines;
    const std::size_t fitting = width < 9 ? 1 : (width - 5) / 3;
    const std::size_t per_line = fitting >= 16 ? 16 : fitting >= 8 ? 8 : fitting;
    for (std::size_t at = 0; at < bytes.size(); at += per_line) {
        if (lines.size() == most) {
            lines.emplace_back(fmt::format("      .. {} bytes more", bytes.size() - at), Ink::dim);
            break;
        }
        lines.emplace_back(
            fmt::format("{:04x}  {}", at, spaced_hex(bytes.subspan(at, std::min(per_line, bytes.size() - at)))));
    }
    return lines;
}

} // namespace vitrine::apps
