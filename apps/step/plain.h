// The stepper as lines: a command a line in, lines out. For pipes, scripts, ssh and screen readers.
#pragma once

#include "apps/exit_code.h"
#include "apps/step/commands.h"

#include <istream>

namespace vitrine::apps {

enum class Speaker : std::uint8_t {
    person, // is asked again after a mistake, and an empty line repeats the last motion
    script, // its commands are repeated in what is printed, and the first mistake ends it
};

// Ends with the commands, or with q. The exit code is that of the original run, or `usage` for a mistake in a script.
ExitCode step_by_lines(Session& session, Commands& commands, std::istream& input, Speaker speaker);

} // namespace vitrine::apps
