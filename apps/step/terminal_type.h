// What $TERM names, looked up before a screen is asked for.
#pragma once

namespace vitrine::apps {

// Whether terminfo knows the terminal. ncurses loses memory if it is asked for a screen on one that it does not know.
bool terminal_is_known();

} // namespace vitrine::apps
