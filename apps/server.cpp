// vitrine server: listens, and gives every client a thread and a service: echo, reversed lines, a page, a sink, a
// source.
#include "apps/commands.h"
#include "apps/extension_options.h"
#include "apps/names.h"
#include "apps/pass_phrase.h"
#include "apps/services.h"
#include "apps/session_file.h"
#include "apps/sessions.h"
#include "apps/signals.h"
#include "apps/summary.h"
#include "apps/terminal.h"
#include "apps/verdict_text.h"
#include "apps/watch.h"
#include "net/address.h"
#include "net/files/identity_file.h"
#include "net/tcp_listener.h"

#include <fmt/format.h>

namespace vitrine::apps {
namespace {

struct ServerOptions {
    SharedOptions shared;
    ExtensionOptions extensions;
    std::string target, accept, port;
    bool v4 = false, v6 = false;
    std::string second_certificate, second_key;
    std::optional<std::size_t> verify, require; // depths, as openssl takes them; here a switch
    bool echo = false, reverse = false, page = false, sink = false;
    std::string source;
    bool no_ticket = false, no_cache = false;
    std::string ticket_key_file;
    std::size_t session_lifetime = 300;
    std::size_t accept_count = 0, handshake_timeout = 10, max_connections = 256;
};

bool parse_options(const Arguments& arguments, ServerOptions& options) {
    CommandLine line{"server", "Listens, and echoes what each client sends; or does one of the other services below.",
                     "[[host]:port] [flags]", "vitrine server -accept 4433 -cert cert.pem -key key.pem -www"};
    line.positional(options.target);
    line.group("Where");
    line.text("accept", options.accept, "[HOST:]PORT", "port 0: any that is free; else 4433");
    line.text("port", options.port, "PORT", "the same, on all addresses");
    line.flag("4", options.v4, "IPv4 only");
    line.flag("6", options.v6, "IPv6 only");
    line.number("naccept", options.accept_count, "end after N clients, with the last failure's exit code");
    line.number("max-connections", options.max_connections, "at once (256); silent clients make room for new ones");
    line.number("handshake-timeout", options.handshake_timeout, "seconds (10); 0: none");
    line.number("timeout", options.shared.timeout, "seconds without a byte after the handshake; 0: none");
    line.group("Who we are");
    line.text("cert", options.shared.certificate_file, "FILE", "certificate, and its chain behind it");
    line.text("key", options.shared.key_file, "FILE", "its key; else it is in the same file");
    line.text("cert_chain", options.shared.chain_file, "FILE", "the certificates between it and the CA");
    line.text("cert2", options.second_certificate, "FILE", "a second certificate: RSA beside ECDSA");
    line.text("key2", options.second_key, "FILE", "its key");
    line.text("pass", options.shared.pass, "SOURCE", pass_help);
    line.group("Who may come in");
    line.text("CAfile", options.shared.ca_file, "FILE", "whose client certificates are trusted");
    line.text("CApath", options.shared.ca_directory, "DIR", "the same, from all files in it");
    add_revocation_flags(line, options.shared);
    line.number("verify", options.verify, "ask for a client certificate");
    line.number("Verify", options.require, "refuse clients without one");
    line.group("Service");
    line.flag("echo", options.echo, "send back what comes (the default)");
    line.flag("rev", options.reverse, "send back each line reversed");
    line.flag("www", options.page, "a page about the visitor's own connection");
    line.flag("sink", options.sink, "take everything, send nothing, and say how fast it came");
    line.text("source", options.source, "SIZE", "send so many bytes (64, 10K, 100M, 2G), and say how fast they went");
    line.group("Resumption (of what was agreed on before, by a ticket or a session ID)");
    line.flag("no_ticket", options.no_ticket, "issue no tickets (RFC 5077), and read none");
    line.flag("no_cache", options.no_cache, "keep no sessions to be found by their ID");
    line.number("ticket-lifetime", options.session_lifetime, "seconds (300) from the full handshake on, also by ID");
    line.text("ticket-key", options.ticket_key_file, "FILE", "keys of 48 bytes each, shared with other servers");
    add_negotiation_flags(line, options.shared);
    add_extension_flags(line, options.extensions, tls::Role::server);
    add_output_flags(line, options.shared);
    return line.parse(arguments);
}

net::HostAndPort address_of(const ServerOptions& options) {
    if ((options.target.empty() ? 0 : 1) + (options.accept.empty() ? 0 : 1) + (options.port.empty() ? 0 : 1) > 1)
        throw UsageError{"the port is named twice"};
    const std::string text = options.target + options.accept + options.port;
    try {
        return net::parse_host_and_port(text.empty() ? ":4433" : text, "4433", net::HostIs::optional);
    } catch (const std::invalid_argument& error) {
        throw UsageError{error.what()};
    }
}

ServiceChoice service_of(const ServerOptions& options) {
    using Kind = ServiceChoice::Kind;
    std::vector<Kind> kinds;
    if (options.echo) kinds.push_back(Kind::echo);
    if (options.reverse) kinds.push_back(Kind::reverse);
    if (options.page) kinds.push_back(Kind::page);
    if (options.sink) kinds.push_back(Kind::sink);
    if (!options.source.empty()) kinds.push_back(Kind::source);
    if (kinds.size() > 1) throw UsageError{"--echo, -rev, -www, --sink and --source exclude each other"};
    return {kinds.empty() ? Kind::echo : kinds.front(), options.source.empty() ? 0 : parse_size(options.source)};
}

void set_sessions(tls::ServerConfig& config, const ServerOptions& options) {
    constexpr std::size_t a_week = 7UL * 24 * 60 * 60; // longer than keys should be of use: RFC 8446 §4.6.1
    if (options.session_lifetime == 0 || options.session_lifetime > a_week)
        throw UsageError{fmt::format("--ticket-lifetime {}: 1 to {} seconds", options.session_lifetime, a_week)};
    if (options.no_ticket && !options.ticket_key_file.empty())
        throw UsageError{"-no_ticket and --ticket-key exclude each other"};
    config.session_lifetime = std::chrono::seconds{options.session_lifetime};
    if (!options.no_cache) config.sessions = std::make_shared<tls::SessionCache>();
    if (options.no_ticket) return;
    if (options.ticket_key_file.empty())
        config.tickets = std::make_shared<tls::TicketKeys>();
    else
        config.tickets = read_ticket_keys(options.ticket_key_file);
}

std::shared_ptr<const tls::ServerConfig> config_of(const ServerOptions& options) {
    check_shared(options.shared);
    if (options.shared.certificate_file.empty())
        throw UsageError{"a server needs a certificate: -cert FILE -key FILE. To make one that only you trust:\n"
                         "  openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem \\\n"
                         "    -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1"};
    auto config = std::make_shared<tls::ServerConfig>();
    config->preferences = preferences_of(options.shared);
    config->identities.push_back(std::move(*identity_of(options.shared)));
    if (options.second_certificate.empty() && !options.second_key.empty())
        throw UsageError{"-key2 belongs to a second certificate: -cert2 FILE is missing"};
    if (!options.second_certificate.empty())
        config->identities.push_back(
            load_identity(options.second_certificate, options.second_key, "", options.shared.pass));
    if (options.shared.signature_schemes.empty()) add_schemes_for(config->preferences, config->identities);
    config->max_send_fragment = options.shared.max_send_fragment;
    set_sessions(*config, options);
    set_extensions(*config, options.extensions);
    if (!options.verify && !options.require) {
        if (!options.shared.ca_file.empty() || !options.shared.ca_directory.empty())
            say("vitrine: no client is asked for a certificate: -CAfile and -CApath need -verify or -Verify\n");
        if (revocation_lists_of(options.shared) || revocation_demand_of(options.shared) != x509::RevocationDemand::none)
            say("vitrine: no client is asked for a certificate: -CRLfile and -crl_check need -verify or -Verify\n");
        return config;
    }
    config->client_authentication =
        options.require ? tls::ClientAuthentication::required : tls::ClientAuthentication::optional;
    config->trust_store = trust_store_of(options.shared, Fallback::nothing);
    config->revocation_lists = revocation_lists_of(options.shared);
    config->revocation_demand = revocation_demand_of(options.shared);
    if (config->trust_store.size() == 0)
        throw UsageError{"whose client certificates are to be trusted? -verify and -Verify need -CAfile FILE"};
    return config;
}

// What all sessions share; of it, only the count and the exit code change while they run.
struct Server {
    const ServerOptions& options;
    ServiceChoice service;
    std::shared_ptr<const tls::ServerConfig> config;
    tls::KeyLog* key_log;
    PcapngFile* pcapng;
    const StopRequest& stop;
    std::atomic<std::size_t> clients = 0; // so far: each has a number, by which its messages are known
    std::atomic<ExitCode> last_failure = ExitCode::ok;
};

Limits limits_of(const ServerOptions& options) {
    Limits limits;
    limits.handshake = std::chrono::seconds{std::min<std::size_t>(options.handshake_timeout, 1'000'000)};
    limits.inactivity = std::chrono::seconds{options.shared.timeout};
    limits.answer_to_close = std::chrono::seconds{2};
    return limits;
}

void report_end(const std::string& who, const tls::Connection& connection, Driver::Outcome outcome,
                const Driver& driver, const Watch& watch, const Limits& limits) {
    if (outcome == Driver::Outcome::timed_out) return say(timeout_text(who, connection, limits));
    if (const tls::FailureReport* const report = connection.failure()) {
        say(failure_text(who, *report, watch.failed_check()) +
            (refused_certificate(connection) ? verdict_table(*connection.peer_verdict(), terminal_columns()) : ""));
    } else if (connection.ending() == tls::Ending::truncated) {
        say(truncation_text(who, connection, driver.socket_trouble()));
    }
}

// Once we have said close_notify, many a client just goes, or keeps silent: nothing of ours is missing then, and it had
// nothing more to say (RFC 5246 §7.2.1).
bool left_in_order(const tls::Connection& connection, Driver::Outcome outcome, const Driver& driver) {
    if (outcome == Driver::Outcome::timed_out) return true;
    return connection.ending() == tls::Ending::truncated && driver.socket_trouble().empty();
}

void talk(Server& server, Session& session) {
    const SharedOptions& shared = server.options.shared;
    const std::size_t number = ++server.clients;
    const std::string peer = fmt::format("vitrine: [{}] {}", number, session.socket.peer_address());
    if (shared.messages || shared.states) say(fmt::format("{}: connected\n", peer));
    Watch watch{shared, fmt::format("[{}] ", number), server.key_log};
    watch.record(shared, server.config, number);
    watch.capture(server.pcapng, session.socket, tls::Role::server);
    BoundedStory story;
    if (server.service.kind == ServiceChoice::Kind::page) watch.add(story);
    tls::Connection connection{server.config, watch.environment(tls::Role::server)};
    Meter meter{peer, shown_on_stderr(shared.quiet ? Quiet::yes : Quiet::no)};
    const auto service = make_service(server.service, story, meter, [&](const tls::Connection& done) {
        session.established = true;
        if (!shared.quiet) say(fmt::format("{}: {}\n", peer, summary_line(done)));
        say(exports_text(done, server.options.extensions));
    });
    const Limits limits = limits_of(server.options);
    Driver driver{connection, session.socket, *service, limits, server.stop.descriptor()};
    const Driver::Outcome outcome = driver.run();
    meter.finish();
    if (outcome == Driver::Outcome::stopped) return;
    if (service->said_all() && left_in_order(connection, outcome, driver)) return;
    if (session.cut_off)
        return say(fmt::format("{}: cut off: its handshake took longest, and the server is full\n", peer));
    report_end(peer, connection, outcome, driver, watch, limits);
    const ExitCode code = exit_code_of(connection, outcome);
    if (code != ExitCode::ok) server.last_failure = code;
}

void serve(Server& server, Session& session) {
    try {
        talk(server, session);
    } catch (const std::exception& error) { // one client's trouble is not the server's end
        say(fmt::format("vitrine: a connection ended: {}\n", escaped(error.what())));
        server.last_failure = ExitCode::internal;
    }
    session.socket.shutdown_both(); // now, and not when the table is next looked through
}

void accept_clients(const ServerOptions& options, net::TcpListener& listener, Sessions& sessions) {
    for (std::size_t count = 0; options.accept_count == 0 || count < options.accept_count; ++count) {
        std::optional<net::TcpSocket> socket = listener.accept();
        if (!socket) return;
        sessions.start(std::move(*socket));
    }
}

} // namespace

ExitCode run_server(const Arguments& arguments) {
    ServerOptions options;
    if (!parse_options(arguments, options)) return ExitCode::ok;
    if (options.max_connections == 0 || options.max_connections > 10'000)
        throw UsageError{"--max-connections: 1 to 10000"};
    if (options.v4 && options.v6) throw UsageError{"-4 and -6 exclude each other"};
    const net::HostAndPort address = address_of(options);
    const StopRequest stop;
    const std::unique_ptr<tls::KeyLog> key_log = open_key_log(key_log_path(options.shared));
    const std::unique_ptr<PcapngFile> pcapng = open_pcapng(options.shared.pcapng_file);
    Server server{options, service_of(options), config_of(options), key_log.get(), pcapng.get(), stop};
    const net::IpVersion version = options.v4   ? net::IpVersion::v4
                                   : options.v6 ? net::IpVersion::v6
                                                : net::IpVersion::any;
    net::TcpListener listener{address.host, address.port, version};
    std::atomic<bool> stopped = false;
    const SignalWatch signals{[&] {
        stopped = true;
        stop.make();
        listener.stop();
    }};
    Sessions sessions{options.max_connections, [&server](Session& session) { serve(server, session); }};
    say(fmt::format("ACCEPT {}\n", listener.local_address()));
    accept_clients(options, listener, sessions);
    sessions.wait_for_all();
    report_key_log(key_log.get());
    return stopped ? ExitCode::ok : server.last_failure.load();
}

} // namespace vitrine::apps
