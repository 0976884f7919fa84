// Text for a terminal, put into columns: words wrapped, hexadecimal in pairs, colours where they are wanted.
#pragma once

#include "tls/trace/render_text.h"

namespace vitrine::tls {

// "c0 2f 00"
std::string spaced_hex(View bytes);

// Characters, not bytes: UTF-8 in it counts as one each.
std::size_t width_of(std::string_view text);

// Lines of at most `columns`: the first goes on where something already takes up `indent`, the others begin there.
// Words longer than a line are broken. No newline at the end.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t columns);

// "RFC 5246 §7.4" in one piece.
std::string unbroken(std::string_view text);

// What a terminal shows in this manner: "1" bold, "2" dim, "31" red.
std::string painted(std::string_view text, std::string_view manner, Colour colour);

} // namespace vitrine::tls
