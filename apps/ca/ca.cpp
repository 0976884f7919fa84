// vitrine ca: certificate authorities, certificates and requests for the class room. This file only dispatches.
#include "apps/ca/commands.h"
#include "apps/command_line.h"
#include "apps/nearest.h"
#include "apps/terminal.h"
#include "net/files/read_file.h"

#include <array>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

struct Subcommand {
    std::string_view name, purpose;
    ExitCode (*run)(const Arguments&);
};

// clang-format off
constexpr std::array subcommands{
    Subcommand{"init",  "a root: its key and its own certificate",               ca::run_init},
    Subcommand{"issue", "a key and its certificate, by an authority made before", ca::run_issue},
    Subcommand{"csr",   "a key and a request for a certificate (RFC 2986)",       ca::run_csr},
    Subcommand{"sign",  "a certificate for a request that somebody else made",    ca::run_sign},
    Subcommand{"bad",   "a chain with one thing wrong, to see who refuses it",    ca::run_bad},
    Subcommand{"show",  "what stands in certificates and requests, in words",     ca::run_show},
};
// clang-format on

std::string overview() {
    std::string text = "vitrine ca COMMAND [flags]\n"
                       "Certificates for learning and for tests; each command prints the openssl lines\n"
                       "that do the same.\n"
                       "Commands\n";
    for (const Subcommand& command : subcommands) text += fmt::format("  {:<6} {}\n", command.name, command.purpose);
    return text + "vitrine ca COMMAND --help tells all of its flags.\n"
                  "Example: an authority, a certificate for this machine, and a server that shows it\n"
                  "  vitrine ca init\n"
                  "  vitrine ca issue --san DNS:localhost,IP:127.0.0.1\n"
                  "  vitrine server -accept localhost:4433 -cert localhost.pem -key localhost.key\n";
}

// What is wrong is explained by the help of this command, not by the one of all.
ExitCode explain(const Subcommand& command, const std::exception& error) {
    say(fmt::format("vitrine: {}\n  see vitrine ca {} --help\n", error.what(), command.name));
    return ExitCode::usage;
}

ExitCode run(const Subcommand& command, const Arguments& arguments) {
    try {
        return command.run(arguments);
    } catch (const UsageError& error) {
        return explain(command, error);
    } catch (const net::FileError& error) {
        return explain(command, error);
    }
}

HelpPage page_of_all() {
    HelpPage page{"ca", "Certificates for learning and for tests", "COMMAND [flags]", "vitrine ca init", {}};
    for (const Subcommand& command : subcommands)
        page.flags.push_back({"Commands", {std::string{command.name}}, "", std::string{command.purpose}});
    return page;
}

} // namespace

ExitCode run_ca(const Arguments& arguments) {
    const std::string name = arguments.empty() ? "--help" : arguments.front();
    if (name == "--help" || name == "-help" || name == "-h") {
        fmt::print("{}",
                   help_in_form(page_of_all(), arguments.size() > 1 ? std::string_view{arguments[1]} : "", overview()));
        return arguments.empty() ? ExitCode::usage : ExitCode::ok;
    }
    std::vector<std::string> known;
    for (const Subcommand& command : subcommands) {
        if (name == command.name) return run(command, {arguments.begin() + 1, arguments.end()});
        known.emplace_back(command.name);
    }
    throw UsageError{fmt::format("there is no command 'ca {}'{}", name, did_you_mean(name, known))};
}

} // namespace vitrine::apps
