// The subcommand `step`.
#pragma once

#include "apps/commands.h"

namespace vitrine::apps {

ExitCode run_step(const Arguments& arguments);

} // namespace vitrine::apps
