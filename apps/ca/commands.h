// vitrine ca and what it can do: one function, and one file, each.
#pragma once

#include "apps/commands.h"

namespace vitrine::apps {

ExitCode run_ca(const Arguments& arguments);

namespace ca {

ExitCode run_init(const Arguments& arguments);
ExitCode run_issue(const Arguments& arguments);
ExitCode run_csr(const Arguments& arguments);
ExitCode run_sign(const Arguments& arguments);
ExitCode run_bad(const Arguments& arguments);
ExitCode run_show(const Arguments& arguments);

} // namespace ca

} // namespace vitrine::apps
