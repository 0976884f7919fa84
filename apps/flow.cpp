// vitrine flow: the handshake, as the program itself takes it, printed.
#include "apps/command_line.h"
#include "apps/commands.h"
#include "tls/trace/flow_diagram.h"

#include <fmt/format.h>

namespace vitrine::apps {

ExitCode run_flow(const Arguments& arguments) {
    std::string format = "text";
    CommandLine line{"flow", "The handshake's table: who sends what, when, and what comes next.", "[flags]",
                     "vitrine flow --format dot | dot -Tsvg > flow.svg"};
    line.group("What to print");
    line.text("format", format, "FORMAT", "text (the default), mermaid or dot");
    if (!line.parse(arguments)) return ExitCode::ok;
    std::string drawing;
    if (format == "text")
        drawing = tls::flow_as_text();
    else if (format == "mermaid")
        drawing = tls::flow_as_mermaid();
    else if (format == "dot")
        drawing = tls::flow_as_dot();
    else
        throw UsageError{fmt::format("--format {}: there are text, mermaid and dot", format)};
    fmt::print("{}", drawing);
    return ExitCode::ok;
}

} // namespace vitrine::apps
