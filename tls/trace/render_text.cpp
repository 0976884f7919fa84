// An annotated message as a table for a terminal of 80 columns.
#include "tls/trace/render_text.h"

#include <fmt/format.h>

namespace vitrine::tls {

namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t hex_bytes = 6; // in the column for bytes
constexpr std::size_t hex_width = 3 * hex_bytes - 1;
constexpr std::size_t text_width = columns - 4 - 2 - hex_width - 2; // behind "002b  00 18 …  "

std::string spaced_hex(View bytes) {
    std::string hex;
    for (const std::uint8_t byte : bytes) hex += fmt::format("{}{:02x}", hex.empty() ? "" : " ", byte);
    return hex;
}

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
    if (field.meaning != "length") return escaped(field.meaning);
    std::size_t length = 0;
    for (const std::uint8_t byte : field.bytes) length = length << 8 | byte;
    return fmt::format("length {}", length);
}

// "[3]" for an element: its list has just been named.
std::string_view short_name(const AnnotatedField& field) {
    const std::string_view name = field.name;
    return name.ends_with(']') ? name.substr(name.rfind('[')) : name;
}

std::string line_of(const AnnotatedField& field, Colour colour) {
    const std::string name = std::string(2 * field.depth, ' ').append(short_name(field));
    const std::string meaning = meaning_in(field);
    const std::string text = shortened(meaning.empty() ? name : name + " " + meaning, text_width);
    const std::string hex = shortened_hex(field.bytes);
    if (colour == Colour::none) return fmt::format("{:04x}  {:<{}}  {}\n", field.offset, hex, hex_width, text);
    return fmt::format("\x1b[2m{:04x}\x1b[0m  \x1b[36m{:<{}}\x1b[0m  \x1b[1m{}\x1b[0m{}\n", field.offset, hex,
                       hex_width, text.substr(0, name.size()),
                       text.size() > name.size() ? text.substr(name.size()) : "");
}

} // namespace

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

std::string render_text(const Annotation& annotation, Colour colour) {
    std::string text;
    for (const AnnotatedField& field : annotation.fields) text += line_of(field, colour);
    if (!annotation.fault.empty()) text += fmt::format("not understood: {}\n", escaped(annotation.fault));
    return text;
}

} // namespace vitrine::tls
