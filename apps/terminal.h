// What goes to a person: whole blocks on stderr, nothing in them that could command the terminal.
#pragma once

#include "tls/trace/render_text.h"

namespace vitrine::apps {

// What a peer sent passes through here before anybody sees it: tls/trace/printable.h.
std::string escaped(std::string_view text);

// Writes the text to stderr in one piece, so that lines of connections that run at once do not mix.
void say(std::string_view text);

// Colours if it is a terminal and NO_COLOR is not set.
tls::Colour stderr_colour();
tls::Colour stdout_colour();
// How wide the terminal is on which stdout or stderr appears: 80 columns at least, 160 at most; 80 if it is none.
std::size_t terminal_columns();

} // namespace vitrine::apps
