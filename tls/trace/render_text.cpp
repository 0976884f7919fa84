// An annotated message as a table for a terminal of 80 columns.
#include "tls/trace/render_text.h"

#include "tls/trace/text_layout.h"

#include <fmt/format.h>

namespace vitrine::tls {

namespace {

constexpr std::size_t hex_bytes = 6; // in the column for bytes
constexpr std::size_t hex_width = 3 * hex_bytes - 1;
constexpr std::size_t text_column = 4 + 2 + hex_width + 2; // behind "002b  00 18 …  "

// "c0 2f", or the first bytes of many: "63 c8 .. 32 bytes".
std::string shortened_hex(View bytes) {
    if (bytes.size() <= hex_bytes) return spaced_hex(bytes);
    const std::string count = fmt::format(".. {} bytes", bytes.size());
    const std::size_t shown = (hex_width - count.size()) / 3;
    return fmt::format("{} {}", spaced_hex(bytes.first(shown)), count);
}

std::string shortened(std::string text, std::size_t width) {
    if (text.size() <= width) return text;
    text.resize(width - 2);
    return text + "..";
}

// "length 24": what a prefix says, in decimal.
std::string meaning_in(const AnnotatedField& field) {
    if (field.meaning != "length") return field.meaning;
    std::size_t length = 0;
    for (const std::uint8_t byte : field.bytes) length = length << 8 | byte;
    return fmt::format("length {}", length);
}

} // namespace

std::string_view short_name(std::string_view name) { return name.ends_with(']') ? name.substr(name.rfind('[')) : name; }

std::string escaped(std::string_view text) {
    std::string out;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte >= 0x20 && byte < 0x7f && byte != '\\')
            out += character;
        else
            out += fmt::format("\\x{:02x}", byte);
    }
    return out;
}

std::string render_row(const TextRow& row, Colour colour, std::size_t columns) {
    const std::string name = std::string(2 * row.depth, ' ').append(short_name(row.name));
    const std::string whole = row.meaning.empty() ? name : name + " " + escaped(row.meaning);
    const std::string text = shortened(whole, columns - text_column);
    const std::string hex = shortened_hex(row.bytes);
    if (colour == Colour::none) return fmt::format("{:04x}  {:<{}}  {}\n", row.offset, hex, hex_width, text);
    return fmt::format("\x1b[2m{:04x}\x1b[0m  \x1b[36m{:<{}}\x1b[0m  \x1b[1m{}\x1b[0m{}\n", row.offset, hex, hex_width,
                       text.substr(0, name.size()), text.size() > name.size() ? text.substr(name.size()) : "");
}

std::string render_text(const Annotation& annotation, Colour colour) {
    std::string text;
    for (const AnnotatedField& field : annotation.fields)
        text += render_row({field.offset, field.bytes, field.name, meaning_in(field), field.depth}, colour);
    if (!annotation.fault.empty()) text += fmt::format("not understood: {}\n", escaped(annotation.fault));
    return text;
}

} // namespace vitrine::tls
