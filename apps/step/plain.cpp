// The stepper as lines: a command a line in, lines out.
#include "apps/step/plain.h"

#include "apps/step/report.h"
#include "apps/terminal.h"

#include <cstdio>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::size_t width = 80;
constexpr std::string_view prompt = "(step) ";

void print(const Lines& lines) {
    for (const Line& line : lines) fmt::print("{}\n", line.text);
}

// Comments and empty lines of a script.
bool says_nothing(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(" \t\r");
    return begin == std::string_view::npos || line[begin] == '#';
}

void print(const Session& session, const Reply& reply) {
    const Scene scene = session.scene();
    if (reply.place == Reply::Place::moved) print(report_of_stop(scene, width));
    print(reply.lines);
    if (reply.place == Reply::Place::jumped) print(wrapped("== " + heading_of(scene), width, 3));
}

} // namespace

ExitCode step_by_lines(Session& session, Commands& commands, std::istream& input, Speaker speaker) {
    std::string line, last;
    for (std::size_t number = 1;; ++number) {
        if (speaker == Speaker::person) fmt::print("{}", prompt);
        std::fflush(stdout); // whoever waits for an answer must not wait for a full buffer
        if (!std::getline(input, line)) break;
        if (says_nothing(line) && (speaker == Speaker::script || last.empty() || !line.empty())) continue;
        if (line.empty()) line = last;
        if (speaker == Speaker::script) fmt::print("{}{}\n", prompt, escaped(line));
        try {
            const Reply reply = commands.execute(line, width);
            print(session, reply);
            if (reply.quit) break;
            last = reply.place == Reply::Place::moved ? line : "";
        } catch (const StepError& error) {
            std::fflush(stdout);
            if (speaker == Speaker::person) {
                say(fmt::format("vitrine: {}\n", escaped(error.what())));
                continue;
            }
            say(fmt::format("vitrine: line {}: {}\n", number, escaped(error.what())));
            return ExitCode::usage;
        }
    }
    std::fflush(stdout);
    return exit_code_of(session.original_events());
}

} // namespace vitrine::apps
