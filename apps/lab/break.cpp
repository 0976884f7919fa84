// vitrine break: a peer that breaks one rule, the check that refuses it, and the alert that answers.
#include "apps/lab/banner.h"
#include "apps/lab/break_page.h"
#include "apps/lab/break_report.h"
#include "apps/lab/commands.h"
#include "apps/lab/loopback.h"
#include "apps/nearest.h"
#include "apps/terminal.h"
#include "net/tcp_listener.h"
#include "tls/lab/identities.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

struct BreakOptions {
    std::string name, connect, accept;
    bool all = false, list = false, certificate = false, json = false, markdown = false;
    std::size_t patience = 3;
    BeyondLoopback beyond;
};

bool parse_options(const Arguments& arguments, BreakOptions& options) {
    CommandLine line{"break",
                     "Plays a peer that breaks one rule, and shows what refuses it and which alert answers.\n"
                     "Exit code 0: refused as required; 4: refused in another way; 8: not refused.",
                     "[NAME] [flags]", "vitrine break skip-ske"};
    line.positional(options.name);
    line.group("What");
    line.flag("list", options.list, "the names of all faults");
    line.flag("all", options.all, "play every fault, a line each");
    line.flag("ca", options.certificate, "print the root of the laboratory's certificates, as PEM");
    line.group("Against whom; else our own other end, in memory, the same run every time");
    line.text("connect", options.connect, "HOST:PORT", "be the evil client of this server of yours");
    line.text("accept", options.accept, "[HOST:]PORT", "be the evil server of a client of yours; 0: any port");
    line.number("timeout", options.patience, "seconds that the victim may say nothing (3)");
    add_beyond_loopback_flags(line, options.beyond);
    line.group("How it is told");
    line.flag("json", options.json, "as JSON Lines");
    line.flag("markdown", options.markdown, "with -list: the page of the documentation");
    return line.parse(arguments);
}

tls::Fault fault_named(const std::string& name) {
    if (const auto fault = tls::find_fault(name)) return *fault;
    std::vector<std::string> known;
    for (const tls::Fault& fault : tls::all_faults()) known.emplace_back(fault.name);
    throw UsageError{fmt::format("there is no fault '{}'{}\n  vitrine break --list names them all", name,
                                 did_you_mean(name, known))};
}

// Those that are asked for, and that can be played from this end.
std::vector<tls::Fault> faults_for(const BreakOptions& options, std::optional<tls::Role> end) {
    if (!options.all) {
        const tls::Fault fault = fault_named(options.name);
        if (end && fault.plays != *end)
            throw UsageError{fmt::format("{} is played by the {}: use -{}", fault.name, name_of(fault.plays),
                                         fault.plays == tls::Role::client ? "connect" : "accept")};
        return {fault};
    }
    std::vector<tls::Fault> faults = tls::all_faults();
    std::erase_if(faults, [&](const tls::Fault& fault) { return end && fault.plays != *end; });
    return faults;
}

ReportAs form_of(const BreakOptions& options) { return options.json ? ReportAs::json : ReportAs::text; }

ExitCode play_here(const BreakOptions& options) {
    say_laboratory("a scripted peer against our own other end, in memory; seeded, the clock stands in 2030");
    ExitCode worst = ExitCode::ok;
    for (const tls::Fault& fault : faults_for(options, std::nullopt)) {
        const tls::Played played = tls::play_in_memory(fault);
        const bool short_form = options.all && !options.json;
        fmt::print("{}", short_form ? line_of(fault, played) : report(fault, played, form_of(options)));
        worst = std::max(worst, exit_code_of(played));
    }
    return worst;
}

ExitCode tell(const BreakOptions& options, const tls::Fault& fault, const Answer& answer) {
    const bool short_form = options.all && !options.json;
    fmt::print("{}", short_form ? line_of(fault, answer) : report(fault, answer, form_of(options)));
    std::fflush(stdout);
    return exit_code_of(fault, answer);
}

net::HostAndPort address_in(const std::string& text, net::HostIs host_is) {
    try {
        return net::parse_host_and_port(text, "4433", host_is);
    } catch (const std::invalid_argument& error) {
        throw UsageError{error.what()};
    }
}

ExitCode play_client(const BreakOptions& options) {
    const net::HostAndPort target = address_in(options.connect, net::HostIs::required);
    const std::vector<tls::Fault> faults = faults_for(options, tls::Role::client);
    require_loopback(target, options.beyond);
    say_laboratory("this client breaks the rules on purpose");
    ExitCode worst = ExitCode::ok;
    const std::chrono::seconds patience{options.patience};
    for (const tls::Fault& fault : faults) {
        if (!fault.needs.empty()) say(fmt::format("vitrine: {} needs a server with {}\n", fault.name, fault.needs));
        const auto connect = [&]() -> std::optional<net::TcpSocket> {
            return net::TcpSocket::connect(target.host, target.port, net::IpVersion::any,
                                           std::chrono::steady_clock::now() + patience);
        };
        worst = std::max(worst, tell(options, fault, play_over(connect, fault, patience).value()));
    }
    return worst;
}

ExitCode play_server(const BreakOptions& options) {
    net::HostAndPort address = address_in(options.accept, net::HostIs::optional);
    if (address.host.empty()) address.host = "127.0.0.1";
    const std::vector<tls::Fault> faults = faults_for(options, tls::Role::server);
    require_loopback(address, options.beyond);
    say_laboratory("this server breaks the rules on purpose; vitrine break --ca prints what its certificates hang on");
    net::TcpListener listener{address.host, address.port, net::IpVersion::any};
    say(fmt::format("ACCEPT {}\n", listener.local_address()));
    ExitCode worst = ExitCode::ok;
    for (const tls::Fault& fault : faults) {
        if (!fault.needs.empty()) say(fmt::format("vitrine: {} needs a client with {}\n", fault.name, fault.needs));
        const auto accept = [&] { return listener.accept(); };
        const auto answer = play_over(accept, fault, std::chrono::seconds{options.patience});
        if (!answer) break;
        worst = std::max(worst, tell(options, fault, *answer));
    }
    return worst;
}

} // namespace

ExitCode run_break(const Arguments& arguments) {
    BreakOptions options;
    if (!parse_options(arguments, options)) return ExitCode::ok;
    if (options.list || options.certificate) {
        fmt::print("{}", options.certificate ? std::string{tls::lab_root_pem()} + "\n"
                         : options.markdown  ? page_of_faults()
                                             : list_of_faults(form_of(options)));
        return ExitCode::ok;
    }
    if (options.all == !options.name.empty())
        throw UsageError{"which fault? Say: vitrine break NAME, or --all; --list names them"};
    if (!options.connect.empty() && !options.accept.empty())
        throw UsageError{"-connect and -accept exclude each other"};
    if (options.json) fmt::print("{}", first_line_of_json());
    if (!options.connect.empty()) return play_client(options);
    return options.accept.empty() ? play_here(options) : play_server(options);
}

} // namespace vitrine::apps
