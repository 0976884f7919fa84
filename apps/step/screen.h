// The stepper as a screen with panes, on a terminal.
#pragma once

#include "apps/exit_code.h"
#include "apps/step/commands.h"

#include <optional>

namespace vitrine::apps {

// Nothing if the terminal cannot show a screen. The terminal is left as it was found, however it ends.
std::optional<ExitCode> step_on_screen(Session& session, Commands& commands);

} // namespace vitrine::apps
