// What $TERM names: in a file of its own, for <term.h> defines words like "lines" as macros.
#include "apps/step/terminal_type.h"

#include <curses.h>
#include <term.h>
#include <unistd.h>

namespace vitrine::apps {

bool terminal_is_known() {
    int found = 0;
    if (::setupterm(nullptr, STDOUT_FILENO, &found) != OK) return false;
    ::del_curterm(cur_term);
    return true;
}

} // namespace vitrine::apps
