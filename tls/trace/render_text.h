// An annotated message as a table for a terminal of 80 columns: offset, bytes, name, meaning.
#pragma once

#include "tls/trace/annotate.h"

namespace vitrine::tls {

enum class Colour : std::uint8_t { none, ansi };

// Printable ASCII stays; every other byte, and the backslash, comes out as "\x1b": what a peer sent cannot move the
// cursor, set a title or look like something else.
std::string escaped(std::string_view text);

// "[3]" for an element, "cipher_suites[3]": its list has just been named.
std::string_view short_name(std::string_view name);

// One line of it.
struct TextRow {
    std::size_t offset;
    View bytes;
    std::string_view name;
    std::string meaning; // as the peer sent it
    std::size_t depth;
};
std::string render_row(const TextRow& row, Colour colour, std::size_t columns = 80);

// One line a field, each ended by '\n'. Bytes that do not fit their column are cut, with their number.
std::string render_text(const Annotation& annotation, Colour colour);

} // namespace vitrine::tls
