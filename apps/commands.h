// The subcommands: one function, and one file, each.
#pragma once

#include "apps/exit_code.h"

#include <string>
#include <vector>

namespace vitrine::apps {

using Arguments = std::vector<std::string>; // behind the subcommand's name

ExitCode run_client(const Arguments& arguments);
ExitCode run_server(const Arguments& arguments);
ExitCode run_derive(const Arguments& arguments);
ExitCode run_explain(const Arguments& arguments);
ExitCode run_flow(const Arguments& arguments);
ExitCode run_info(const Arguments& arguments);
ExitCode run_verify(const Arguments& arguments);

} // namespace vitrine::apps
