// The subcommands that use the laboratory: in a target of their own, which client and server never see.
#pragma once

#include "apps/commands.h"

namespace vitrine::apps {

ExitCode run_break(const Arguments& arguments);
ExitCode run_replay(const Arguments& arguments);

} // namespace vitrine::apps
