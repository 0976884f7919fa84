// vitrine step: a connection one message at a time, forward and back, on a screen or as lines.
#include "apps/step/step.h"

#include "apps/command_line.h"
#include "apps/lab/banner.h"
#include "apps/nearest.h"
#include "apps/step/make_run.h"
#include "apps/step/plain.h"
#include "apps/step/screen.h"
#include "apps/step/write_run.h"
#include "apps/terminal.h"

#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <unistd.h>

namespace vitrine::apps {
namespace {

struct StepOptions {
    RunOptions run;
    std::string script;
    bool plain = false, secrets = false;
};

bool parse_options(const Arguments& arguments, StepOptions& options) {
    CommandLine line{"step",
                     "Takes a connection one message at a time, forward and back, and breaks copies of it.\n"
                     "On a terminal it is a screen with panes, else a command a line; ? lists them.",
                     "pair | client host:port | server [host:]port | FILE.tlsrec [flags]",
                     "vitrine step pair --seed 7"};
    line.positional(options.run.what);
    line.positional(options.run.target);
    line.group("How");
    line.text("script", options.script, "FILE", "take the commands from it, one a line; the first mistake ends it");
    line.flag("plain", options.plain, "lines, also on a terminal");
    line.flag("secrets", options.secrets, "show keys from the start; else x shows them");
    add_run_flags(line, options.run);
    return line.parse(arguments);
}

bool on_a_terminal(const StepOptions& options) {
    return options.script.empty() && !options.plain && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
}

ExitCode step_by_script(Session& session, Commands& commands, const std::string& path) {
    std::ifstream file{path};
    if (!file) throw UsageError{fmt::format("cannot read {}", path)};
    return step_by_lines(session, commands, file, Speaker::script);
}

} // namespace

ExitCode run_step(const Arguments& arguments) {
    StepOptions options;
    if (!parse_options(arguments, options)) return ExitCode::ok;
    std::unique_ptr<Run> run = make_run(options.run);
    say_laboratory(run->name());
    Session session{std::move(run), options.secrets ? tls::Secrets::shown : tls::Secrets::hidden};
    Commands commands{session, write_run};
    if (!options.script.empty()) return step_by_script(session, commands, options.script);
    if (on_a_terminal(options))
        if (const auto code = step_on_screen(session, commands)) return *code;
    return step_by_lines(session, commands, std::cin, ::isatty(STDIN_FILENO) == 1 ? Speaker::person : Speaker::script);
}

} // namespace vitrine::apps
