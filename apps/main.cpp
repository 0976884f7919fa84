// vitrine: one program, one subcommand a file. This file only dispatches, and turns what goes wrong into exit codes.
#include "apps/aead.h"
#include "apps/ca/commands.h"
#include "apps/command_line.h"
#include "apps/lab/commands.h"
#include "apps/nearest.h"
#include "apps/step/step.h"
#include "apps/terminal.h"
#include "apps/version.h"
#include "net/transport.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

struct Subcommand {
    std::string_view name, alias, purpose;
    ExitCode (*run)(const Arguments&);
};

// clang-format off
constexpr std::array subcommands{
    Subcommand{"client",  "s_client", "connect; stdin to the server, the server to stdout",  run_client},
    Subcommand{"server",  "s_server", "listen; echo, or show each visitor its connection",   run_server},
    Subcommand{"step",    "",         "one message at a time, forward and back",             run_step},
    Subcommand{"explain", "",         "every byte of a recording, a capture, hex or PEM",    run_explain},
    Subcommand{"replay",  "",         "run a recorded end again; name the first difference", run_replay},
    Subcommand{"derive",  "",         "the keys, worked out step by step; what went wrong",  run_derive},
    Subcommand{"flow",    "",         "the handshake as a table or a diagram",               run_flow},
    Subcommand{"verify",  "",         "is a certificate trusted? each check of its path",    run_verify},
    Subcommand{"ca",      "",         "make certificates, good ones and bad ones",             run_ca},
    Subcommand{"break",   "",         "play a peer that breaks the rules; see it refused",   run_break},
    Subcommand{"info",    "",         "what this build speaks, and whom it trusts",          run_info},
};
// clang-format on

std::string overview() {
    std::string text = "vitrine COMMAND [flags]\nA TLS 1.2 stack that one can see through.\nCommands\n";
    for (const Subcommand& command : subcommands) {
        const std::string alias = command.alias.empty() ? "" : fmt::format(" (or {})", command.alias);
        text += fmt::format("  {:<8} {}{}\n", command.name, command.purpose, alias);
    }
    return text + "vitrine COMMAND --help tells all of its flags; vitrine --version which one this is.\n";
}

ExitCode dispatch(const Arguments& arguments) {
    const std::string name = arguments.empty() ? "--help" : arguments.front();
    if (name == "--help" || name == "-help" || name == "-h" || name == "help") {
        fmt::print("{}", overview());
        return arguments.empty() ? ExitCode::usage : ExitCode::ok;
    }
    if (name == "--version" || name == "-version" || name == "version") {
        fmt::print("vitrine {}\n", version);
        return ExitCode::ok;
    }
    std::vector<std::string> known;
    for (const Subcommand& command : subcommands) {
        if (name == command.name || (name == command.alias && !name.empty()))
            return command.run({arguments.begin() + 1, arguments.end()});
        known.emplace_back(command.name);
    }
    throw UsageError{fmt::format("there is no command '{}'{}", name, did_you_mean(name, known))};
}

ExitCode fail(ExitCode code, std::string_view what) {
    say(fmt::format("vitrine: {}\n", what));
    return code;
}

ExitCode run(const Arguments& arguments) {
    try {
        check_aead();
        return dispatch(arguments);
    } catch (const UsageError& error) {
        const bool known =
            !arguments.empty() && std::any_of(subcommands.begin(), subcommands.end(), [&](const auto& c) {
                return arguments.front() == c.name || arguments.front() == c.alias;
            });
        return fail(ExitCode::usage,
                    fmt::format("{}\n  see vitrine {}--help", error.what(), known ? arguments.front() + " " : ""));
    } catch (const net::TimeoutError& error) {
        return fail(ExitCode::timed_out, error.what());
    } catch (const net::NetworkError& error) {
        return fail(ExitCode::network, error.what());
    } catch (const std::exception& error) {
        return fail(ExitCode::internal, error.what());
    }
}

// A program started with stdout closed would get a socket as descriptor 1, and print into it.
void open_standard_descriptors() {
    for (int descriptor = ::open("/dev/null", O_RDWR); descriptor >= 0 && descriptor <= 2;)
        descriptor = ::open("/dev/null", O_RDWR);
}

} // namespace
} // namespace vitrine::apps

int main(int argument_count, char** arguments) {
    vitrine::apps::open_standard_descriptors();
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away is told by write()
    return static_cast<int>(vitrine::apps::run({arguments + std::min(argument_count, 1), arguments + argument_count}));
}
