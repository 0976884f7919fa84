// vitrine flow: the handshake, as the program itself takes it, printed.
#include "apps/command_line.h"
#include "apps/commands.h"

#include <fmt/format.h>

namespace vitrine::apps {

ExitCode run_flow(const Arguments& arguments) {
    std::string format = "text";
    CommandLine line{"flow", "The handshake's table: who sends what, when, and what comes next.", "[flags]",
                     "vitrine flow --format dot | dot -Tsvg > flow.svg"};
    line.group("What to print");
    line.text("format", format, "FORMAT", "text (the default), mermaid or dot");
    if (!line.parse(arguments)) return ExitCode::ok;
    return ExitCode::ok;
}

} // namespace vitrine::apps
