// vitrine: one program, one subcommand a file. This file only dispatches, and turns what goes wrong into exit codes.
#include "apps/aead.h"
#include "apps/ca/commands.h"
#include "apps/command_line.h"
#include "apps/lab/commands.h"
#include "apps/nearest.h"
#include "apps/step/step.h"
#include "apps/terminal.h"
#include "apps/version.h"
#include "net/files/read_file.h"
#include "net/transport.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <system_error>

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
    return text + "vitrine COMMAND --help tells all of its flags; vitrine --version its version.\n";
}

HelpPage page_of_all() {
    HelpPage page{"", "A TLS 1.2 stack that one can see through", "COMMAND [flags]", "vitrine server --help", {}};
    for (const Subcommand& command : subcommands)
        page.flags.push_back({"Commands", {std::string{command.name}}, "", std::string{command.purpose}});
    return page;
}

ExitCode dispatch(const Arguments& arguments) {
    const std::string name = arguments.empty() ? "--help" : arguments.front();
    if (name == "--help" || name == "-help" || name == "-h" || name == "help") {
        fmt::print("{}",
                   help_in_form(page_of_all(), arguments.size() > 1 ? std::string_view{arguments[1]} : "", overview()));
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

bool is_command(const std::string& name) {
    return std::ranges::any_of(
        subcommands, [&](const Subcommand& c) { return name == c.name || (name == c.alias && !name.empty()); });
}

// "vitrine client --help"; of ca, whose commands have flags of their own, "vitrine ca issue --help".
std::string help_command_for(const Arguments& arguments, std::string_view error) {
    if (arguments.empty() || !is_command(arguments.front())) return "vitrine --help";
    const bool of_ca = arguments.front() == "ca" && arguments.size() > 1 && !arguments[1].starts_with('-') &&
                       !error.starts_with("there is no command");
    return fmt::format("vitrine {}{} --help", arguments.front(), of_ca ? " " + arguments[1] : "");
}

// It may name what a file or a peer holds: nothing of it may command the terminal, but it may have several lines.
std::string escaped_lines(std::string_view text) {
    std::string safe;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        safe += escaped(text.substr(0, end)) + '\n';
        text.remove_prefix(end + 1);
    }
    return safe + escaped(text);
}

ExitCode fail(ExitCode code, std::string_view what) {
    say(fmt::format("vitrine: {}\n", escaped_lines(what)));
    return code;
}

// A full disk is found out when the buffer goes there: for a short output, only now. A reader that goes away (head,
// grep -q) has seen what it wanted.
void flush_stdout() {
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return;
    if (errno != EPIPE) throw std::system_error{errno == 0 ? EIO : errno, std::generic_category()};
}

ExitCode run(const Arguments& arguments) {
    try {
        check_aead();
        const ExitCode code = dispatch(arguments);
        flush_stdout();
        return code;
    } catch (const UsageError& error) {
        return fail(ExitCode::usage,
                    fmt::format("{}\n  see {}", error.what(), help_command_for(arguments, error.what())));
    } catch (const net::FileError& error) {
        return fail(ExitCode::usage,
                    fmt::format("{}\n  see {}", error.what(), help_command_for(arguments, error.what())));
    } catch (const net::TimeoutError& error) {
        return fail(ExitCode::timed_out, error.what());
    } catch (const net::NetworkError& error) {
        return fail(ExitCode::network, error.what());
    } catch (const std::system_error& error) { // fmt's too, which does not say what it could not write to
        if (std::ferror(stdout) == 0) return fail(ExitCode::internal, error.what());
        return fail(ExitCode::internal, "cannot write to stdout: " + error.code().message());
    } catch (const std::exception& error) {
        return fail(ExitCode::internal, error.what());
    }
}

// A program started with stdout closed would get a socket as descriptor 1, and print into it.
void open_standard_descriptors() {
    for (int descriptor = ::open("/dev/null", O_RDWR); descriptor >= 0 && descriptor <= 2;)
        descriptor = ::open("/dev/null", O_RDWR);
}

// A core file would hold the keys of every connection. Who debugs says VITRINE_CORE=1, and the shell's limit counts.
void forbid_core_files() {
    const char* const wanted = std::getenv("VITRINE_CORE");
    if (wanted != nullptr && std::string_view{wanted} == "1") return;
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

} // namespace
} // namespace vitrine::apps

int main(int argument_count, char** arguments) {
    vitrine::apps::open_standard_descriptors();
    vitrine::apps::forbid_core_files();
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away is told by write()
    return static_cast<int>(vitrine::apps::run({arguments + std::min(argument_count, 1), arguments + argument_count}));
}
