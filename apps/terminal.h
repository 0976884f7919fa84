// What goes to a person: whole blocks on stderr, nothing in them that could command the terminal.
#pragma once

#include "tls/trace/render_text.h"

namespace vitrine::apps {

// Control characters, those that turn the direction of writing, and what is no UTF-8 come out as "\x1b": what a peer
// sent (names, protocols, requests) passes through here before anybody sees it, or it could write to the screen as it
// likes.
std::string escaped(std::string_view text);
// The same for HTML text and attributes.
std::string html_escaped(std::string_view text);

// Writes the text to stderr in one piece, so that lines of connections that run at once do not mix.
void say(std::string_view text);

// Colours if stderr is a terminal and NO_COLOR is not set.
tls::Colour stderr_colour();

} // namespace vitrine::apps
