// What goes to a person: whole blocks on stderr, nothing in them that could command the terminal.
#pragma once

#include "crypto/bytes.h"

namespace vitrine::apps {

// Whatever is not printable ASCII comes out as "\x1b": what a peer sent (names, protocols, requests) passes through
// here before anybody sees it, or it could write to the screen as it likes.
std::string escaped(std::string_view text);
// The same for HTML text and attributes.
std::string html_escaped(std::string_view text);

// Writes the text to stderr in one piece, so that lines of connections that run at once do not mix.
void say(std::string_view text);

enum class Colour : std::uint8_t { plain, coloured };
// Coloured if stderr is a terminal and NO_COLOR is not set.
Colour stderr_colour();

} // namespace vitrine::apps
