// vitrine replay: runs a recorded end once more and names the first thing that it does differently.
#include "apps/lab/banner.h"
#include "apps/lab/commands.h"
#include "apps/lab/difference_text.h"
#include "apps/lab/loopback.h"
#include "apps/lab/replay_live.h"
#include "apps/recording_file.h"
#include "apps/terminal.h"
#include "net/tcp_listener.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace vitrine::apps {
namespace {

struct ReplayOptions {
    std::string file, other, connect, accept;
    bool json = false, quiet = false;
    std::size_t timeout = 30;
    BeyondLoopback beyond;
};

bool parse_options(const Arguments& arguments, ReplayOptions& options) {
    CommandLine line{"replay",
                     "Runs a recorded end once more, bit for bit, and names the first thing it does differently.\n"
                     "Exit code 0: nothing differs; 9: something does.",
                     "FILE [OTHER FILE] [flags]", "vitrine replay run.tlsrec"};
    line.positional(options.file);
    line.positional(options.other);
    line.group("Against what; else the recorded bytes of its peer, without a network. Two files: each other");
    line.text("connect", options.connect, "HOST:PORT", "a recorded client: against this server of yours");
    line.text("accept", options.accept, "[HOST:]PORT", "a recorded server: for one client; 0: any port");
    line.number("timeout", options.timeout, "seconds for the peer (30)");
    add_beyond_loopback_flags(line, options.beyond);
    line.group("How it is told");
    line.flag("json", options.json, "as one line of JSON");
    line.flag("quiet", options.quiet, "by the exit code alone");
    return line.parse(arguments);
}

net::HostAndPort address_in(const std::string& text, net::HostIs host) {
    try {
        return net::parse_host_and_port(text, "443", host);
    } catch (const std::invalid_argument& error) {
        throw UsageError{error.what()};
    }
}

void require_role(const tls::Recording& recording, tls::Role role, std::string_view flag) {
    if (recording.us != role)
        throw UsageError{
            fmt::format("{} needs the recording of a {}; this is a {}'s", flag, name_of(role), name_of(recording.us))};
}

Limits limits_of(const ReplayOptions& options) {
    Limits limits;
    limits.handshake = limits.inactivity = limits.answer_to_close = std::chrono::seconds{options.timeout};
    return limits;
}

std::optional<tls::Difference> against_server(const ReplayOptions& options, const tls::Recording& recording) {
    require_role(recording, tls::Role::client, "-connect");
    const net::HostAndPort target = address_in(options.connect, net::HostIs::required);
    require_loopback(target, options.beyond);
    say_laboratory(fmt::format("the recorded client's randomness once more, to {}", options.connect));
    const net::Deadline deadline = std::chrono::steady_clock::now() + limits_of(options).handshake;
    net::TcpSocket socket = net::TcpSocket::connect(target.host, target.port, net::IpVersion::any, deadline);
    return replay_over(socket, recording, limits_of(options));
}

std::optional<tls::Difference> against_client(const ReplayOptions& options, const tls::Recording& recording) {
    require_role(recording, tls::Role::server, "-accept");
    net::HostAndPort address = address_in(options.accept, net::HostIs::optional);
    if (address.host.empty()) address.host = "localhost";
    require_loopback(address, options.beyond);
    say_laboratory("the recorded server's randomness once more, for one client");
    net::TcpListener listener{address.host, address.port, net::IpVersion::any};
    say(fmt::format("ACCEPT {}\n", listener.local_address()));
    std::optional<net::TcpSocket> socket = listener.accept();
    return replay_over(*socket, recording, limits_of(options));
}

std::optional<tls::Difference> difference_in(const ReplayOptions& options, const tls::Recording& recording) {
    try {
        if (!options.other.empty()) {
            const tls::Recording other = read_recording(options.other);
            return tls::first_difference(recording.events, other.events, tls::Compare::what_was_done);
        }
        if (!options.connect.empty()) return against_server(options, recording);
        if (!options.accept.empty()) return against_client(options, recording);
        return tls::replay(recording);
    } catch (const std::invalid_argument& error) { // it holds no secrets
        throw UsageError{fmt::format("{}: {}; record it with --secrets", options.file, error.what())};
    }
}

void report(const ReplayOptions& options, const tls::Recording& recording,
            const std::optional<tls::Difference>& difference) {
    if (options.quiet) return;
    if (options.json) {
        nlohmann::ordered_json line{{"vitrine_replay", 1}, {"events", recording.events.size()}, {"same", !difference}};
        if (difference) {
            line["event"] = difference->event;
            line["kind"] = difference->kind;
            line["field"] = difference->field;
            line["recorded"] = difference->recorded;
            line["replayed"] = difference->replayed;
        }
        fmt::print("{}\n", line.dump());
        return;
    }
    const bool two_files = !options.other.empty();
    if (difference)
        fmt::print("{}", difference_text(*difference, two_files ? options.file : "recorded",
                                         two_files ? options.other : "replayed"));
    else
        fmt::print("the same: {} of {} events\n", two_files ? "both tell" : "replayed all", recording.events.size());
}

} // namespace

ExitCode run_replay(const Arguments& arguments) {
    ReplayOptions options;
    if (!parse_options(arguments, options)) return ExitCode::ok;
    if (options.file.empty()) throw UsageError{"which recording? Say: vitrine replay run.tlsrec"};
    if ((options.other.empty() ? 0 : 1) + (options.connect.empty() ? 0 : 1) + (options.accept.empty() ? 0 : 1) > 1)
        throw UsageError{"a second file, -connect and -accept exclude each other"};
    const tls::Recording recording = read_recording(options.file);
    const std::optional<tls::Difference> difference = difference_in(options, recording);
    report(options, recording, difference);
    return difference ? ExitCode::differs : ExitCode::ok;
}

} // namespace vitrine::apps
