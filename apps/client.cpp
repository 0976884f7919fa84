// vitrine client: connects, checks who is there, then joins stdin and stdout to the connection.
#include "apps/bulk.h"
#include "apps/commands.h"
#include "apps/extension_options.h"
#include "apps/names.h"
#include "apps/nearest.h"
#include "apps/pass_phrase.h"
#include "apps/session_file.h"
#include "apps/signals.h"
#include "apps/standard_streams.h"
#include "apps/summary.h"
#include "apps/terminal.h"
#include "apps/verdict_text.h"
#include "apps/watch.h"
#include "net/address.h"
#include "net/starttls/start_tls.h"
#include "tls/x509/certificate/ip_address.h"

#include <atomic>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

namespace vitrine::apps {
namespace {

constexpr std::size_t reconnections = 5; // as many as openssl's

struct ClientOptions {
    SharedOptions shared;
    ExtensionOptions extensions;
    std::string target, connect;
    bool v4 = false, v6 = false;
    std::string start_tls, name; // the protocol before TLS, and as whom we introduce ourselves there
    std::string server_name, verify_host_name, verify_ip;
    bool no_server_name = false, insecure = false, allow_common_name = false;
    bool show_certificates = false, crlf = false;
    bool sink = false;
    std::string source; // SIZE
    std::string session_in, session_out;
    bool reconnect = false, no_ticket = false;
};

bool parse_options(const Arguments& arguments, ClientOptions& options) {
    CommandLine line{"client", "Connects, checks who is there, and joins stdin and stdout to the connection.",
                     "[host:port] [flags]", "echo hello | vitrine client localhost:4433 -CAfile ca.pem"};
    line.positional(options.target);
    line.group("Where to");
    line.text("connect", options.connect, "HOST:PORT", "the same as the plain argument; port 443 if left out");
    line.flag("4", options.v4, "IPv4 only");
    line.flag("6", options.v6, "IPv6 only");
    line.text("starttls", options.start_tls, "PROTOCOL", "begin in the clear: smtp, imap, pop3, ftp or nntp");
    line.text("name", options.name, "HOST", "as whom, with -starttls smtp; else as this host");
    line.number("timeout", options.shared.timeout, "seconds for the handshake (else 30), then without a byte");
    line.group("Who must be there");
    line.text("CAfile,cacert", options.shared.ca_file, "FILE", "trust only the certificates in it");
    line.text("CApath", options.shared.ca_directory, "DIR", "trust only the certificates in its files");
    line.text("servername", options.server_name, "NAME", "ask for this host (SNI); else the host connected to");
    line.flag("noservername", options.no_server_name, "ask for none");
    line.text("verify_hostname", options.verify_host_name, "NAME", "the name in the certificate; else -servername");
    line.text("verify_ip", options.verify_ip, "ADDRESS", "the address in the certificate");
    line.flag("allow-common-name", options.allow_common_name, "take the CN if there is no subjectAltName");
    add_revocation_flags(line, options.shared);
    line.flag("insecure,k", options.insecure, "go on whoever it is");
    line.group("Who we are");
    line.text("cert", options.shared.certificate_file, "FILE", "our certificate, if the server asks for one");
    line.text("key", options.shared.key_file, "FILE", "its key; else it is in the same file");
    line.text("cert_chain", options.shared.chain_file, "FILE", "the certificates between it and the CA");
    line.text("pass", options.shared.pass, "SOURCE", pass_help);
    line.group("Resumption (of what was agreed on before, by a ticket or a session ID)");
    line.text("sess_out", options.session_out, "FILE", "keep the session there; it holds the master secret");
    line.text("sess_in", options.session_in, "FILE", "offer the session that -sess_out kept");
    line.flag("reconnect", options.reconnect, "connect once, and then five times again with the session kept");
    line.flag("no_ticket", options.no_ticket, "use no tickets (RFC 5077), session IDs alone");
    add_negotiation_flags(line, options.shared);
    add_extension_flags(line, options.extensions, tls::Role::client);
    add_output_flags(line, options.shared);
    line.flag("showcerts", options.show_certificates, "the server's certificates");
    line.flag("crlf", options.crlf, "send each line's end as CR LF");
    line.group("To measure, instead of stdin and stdout");
    line.flag("sink", options.sink, "take everything, send nothing, and say how fast it came");
    line.text("source", options.source, "SIZE", "send so many bytes (64, 10K, 100M, 2G), and say how fast they went");
    return line.parse(arguments);
}

std::string without_last_dot(std::string name) { // "example.org." is absolute; SNI has no dot (RFC 6066 §3)
    if (name.ends_with('.')) name.pop_back();
    return name;
}

net::HostAndPort target_of(const ClientOptions& options) {
    if (!options.target.empty() && !options.connect.empty()) throw UsageError{"the server is named twice"};
    const std::string& text = options.target.empty() ? options.connect : options.target;
    if (text.empty()) throw UsageError{"which server? Say: vitrine client host:port"};
    try {
        return net::parse_host_and_port(text, "443", net::HostIs::required);
    } catch (const std::invalid_argument& error) {
        throw UsageError{error.what()};
    }
}

// What the certificate must name: -verify_ip, -verify_hostname, else what was asked for, else where we connect to.
void set_expected_name(tls::ClientConfig& config, const ClientOptions& options, const std::string& host) {
    if (!options.verify_ip.empty()) {
        const std::optional<Bytes> address = x509::parse_ip_address(options.verify_ip);
        if (!address) throw UsageError{fmt::format("-verify_ip {}: no IP address", options.verify_ip)};
        config.verify_ip_address = *address;
        config.verify_host_name = without_last_dot(options.verify_host_name);
        return;
    }
    std::string name = options.verify_host_name;
    if (name.empty()) name = options.server_name.empty() ? host : options.server_name;
    if (const std::optional<Bytes> address = x509::parse_ip_address(name))
        config.verify_ip_address = *address;
    else
        config.verify_host_name = without_last_dot(name);
}

// Sessions are asked for where they can be used: by a later run, or by the next connection of this one.
void set_sessions(tls::ClientConfig& config, const ClientOptions& options) {
    config.use_tickets = !options.no_ticket;
    if (options.session_in.empty() && options.session_out.empty() && !options.reconnect) return;
    config.sessions = std::make_shared<tls::SessionCache>(1);
    if (options.session_in.empty()) return;
    auto session = std::make_shared<const tls::Session>(read_session_file(options.session_in));
    if (!session->is_alive(tls::SystemClock{}.now()))
        say(fmt::format("vitrine: the session in {} is over: a full handshake follows\n", options.session_in));
    else if (session->server_name != config.server_name)
        say(fmt::format("vitrine: the session in {} is for {}: a full handshake follows\n", options.session_in,
                        session->server_name.empty() ? "a connection without server name"
                                                     : "the server name " + escaped(session->server_name)));
    config.sessions->put(key_of_server(config), std::move(session));
}

net::StartTlsProtocol start_tls_of(const ClientOptions& options) {
    const auto protocol = net::start_tls_protocol_of(options.start_tls);
    if (protocol) return *protocol;
    std::vector<std::string> known;
    for (const net::StartTlsProtocol one : net::start_tls_protocols) known.emplace_back(name_of(one));
    throw UsageError{fmt::format("-starttls {}: there is no such protocol{}; there are {}", options.start_tls,
                                 did_you_mean(options.start_tls, known), fmt::join(known, ", "))};
}

std::string own_name(const ClientOptions& options) {
    if (!options.name.empty()) return options.name;
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 && name[0] != 0 ? name.data() : "localhost";
}

std::shared_ptr<const tls::ClientConfig> config_of(const ClientOptions& options, const std::string& host) {
    if (options.v4 && options.v6) throw UsageError{"-4 and -6 exclude each other"};
    if (options.sink && !options.source.empty()) throw UsageError{"--sink and --source exclude each other"};
    if (!options.source.empty()) parse_size(options.source); // before we connect
    if (options.no_server_name && !options.server_name.empty())
        throw UsageError{"-servername and -noservername exclude each other"};
    if (!options.start_tls.empty()) start_tls_of(options); // before we connect
    if (options.start_tls.empty() && !options.name.empty()) throw UsageError{"-name is of use with -starttls alone"};
    check_shared(options.shared);
    auto config = std::make_shared<tls::ClientConfig>();
    config->preferences = preferences_of(options.shared);
    const std::string name = without_last_dot(options.server_name.empty() ? host : options.server_name);
    if (!options.no_server_name && !x509::parse_ip_address(name)) config->server_name = name;
    set_expected_name(*config, options, host);
    config->allow_common_name = options.allow_common_name;
    config->identity = identity_of(options.shared);
    if (config->identity && options.shared.signature_schemes.empty())
        add_schemes_for(config->preferences, {&*config->identity, 1});
    config->max_send_fragment = options.shared.max_send_fragment;
    set_sessions(*config, options);
    set_extensions(*config, options.extensions);
    config->trust_store = trust_store_of(options.shared, options.insecure ? Fallback::nothing : Fallback::system_trust);
    config->revocation_lists = revocation_lists_of(options.shared);
    config->revocation_demand = revocation_demand_of(options.shared);
    if (!options.insecure) return config;
    config->peer_certificate = tls::PeerCertificate::accept_any;
    say("vitrine: WARNING: -insecure: whoever answers is believed; certificate and name decide nothing\n");
    return config;
}

Limits limits_of(const ClientOptions& options) {
    Limits limits;
    if (options.shared.timeout == 0) return limits;
    limits.handshake = limits.inactivity = limits.answer_to_close = std::chrono::seconds{options.shared.timeout};
    return limits;
}

// What all connections of the program share.
struct Client {
    const ClientOptions& options;
    std::shared_ptr<const tls::ClientConfig> config;
    tls::KeyLog* key_log;
    PcapngFile* pcapng;
    const StopRequest& stop;
};

// What is said in the clear, before TLS begins.
void begin_in_the_clear(const ClientOptions& options, net::TcpSocket& socket, net::Deadline deadline) {
    if (options.start_tls.empty()) return;
    socket.set_deadline(deadline);
    const bool shown = options.shared.messages || options.shared.states || options.shared.trace;
    const auto tell = [shown](net::StartTls::By by, std::string_view line) {
        if (shown)
            say(fmt::format("{} in the clear  {}\n", by == net::StartTls::By::us ? ">>>" : "<<<", escaped(line)));
    };
    try {
        start_tls(socket, start_tls_of(options), own_name(options), tell);
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("-name: {}", error.what())};
    }
    socket.set_deadline(net::no_deadline);
}

// There is a session as soon as the handshake is done, in this version of TLS. A file that cannot be written is no
// reason to break off what is being said.
void write_session(const ClientOptions& options, const tls::ClientConfig& config) {
    if (options.session_out.empty()) return;
    const auto session = config.sessions->find(key_of_server(config), tls::SystemClock{}.now());
    if (session == nullptr)
        return say(fmt::format("vitrine: -sess_out {}: the server gave no session to keep; the file is left as it is\n",
                               options.session_out));
    try {
        write_session_file(options.session_out, *session);
    } catch (const UsageError& error) {
        say(fmt::format("vitrine: the session is not kept: {}\n", escaped(error.what())));
    }
}

void report_established(const ClientOptions& options, const std::string& peer, const tls::Connection& connection) {
    if (options.show_certificates) say(certificates_text(connection.peer_certificates()));
    say(status_text(connection, options.extensions) + exports_text(connection, options.extensions));
    if (options.shared.quiet || (options.shared.messages && !options.shared.brief)) return;
    if (options.shared.brief)
        say(fmt::format("vitrine: connected to {}: {}\n", peer, summary_line(connection)));
    else
        say(fmt::format("vitrine: connected to {}\n{}", peer, summary(connection)));
}

void report_end(const tls::Connection& connection, Driver::Outcome outcome, const Driver& driver, const Watch& watch,
                const Limits& limits) {
    if (outcome == Driver::Outcome::timed_out) return say(timeout_text("vitrine", connection, limits));
    if (const tls::FailureReport* const report = connection.failure()) {
        say(failure_text("vitrine", *report, watch.failed_check()));
        if (refused_certificate(connection)) say(verdict_table(*connection.peer_verdict(), terminal_columns()));
        return;
    }
    if (connection.ending() == tls::Ending::truncated)
        say(truncation_text("vitrine", connection, driver.socket_trouble()));
}

// What the plaintext is joined to instead of stdin and stdout, if that is wanted.
std::unique_ptr<Service> bulk_of(const ClientOptions& options, Meter& meter,
                                 std::function<void(tls::Connection&)> on_established) {
    if (options.sink) return std::make_unique<Sink>(meter, std::move(on_established));
    if (options.source.empty()) return nullptr;
    return std::make_unique<Source>(parse_size(options.source), meter, std::move(on_established));
}

// The connections before the last one of -reconnect say goodbye at once.
enum class Purpose : std::uint8_t { talk, say_goodbye };

ExitCode talk(const Client& client, net::TcpSocket& socket, std::size_t number, Purpose purpose) {
    const ClientOptions& options = client.options;
    const std::string peer = socket.peer_address();
    Watch watch{options.shared, "", client.key_log};
    watch.record(options.shared, client.config, number);
    watch.capture(client.pcapng, socket.descriptor(), tls::Role::client);
    tls::Connection connection{client.config, watch.environment(tls::Role::client)};
    const auto on_established = [&](const tls::Connection& done) {
        report_established(options, peer, done);
        write_session(options, *client.config);
    };
    StandardStreams streams{options.crlf ? LineEnds::crlf : LineEnds::kept, on_established};
    Meter meter{"vitrine", shown_on_stderr(options.shared.quiet ? Quiet::yes : Quiet::no)};
    const std::unique_ptr<Service> bulk = purpose == Purpose::talk ? bulk_of(options, meter, on_established)
                                                                   : std::make_unique<Source>(0, meter, on_established);
    Application& application = bulk ? static_cast<Application&>(*bulk) : streams;
    Limits limits = limits_of(options);
    if (purpose == Purpose::say_goodbye) limits.answer_to_close = std::chrono::seconds{2};
    Driver driver{connection, socket, application, limits, client.stop.descriptor()};
    const Driver::Outcome outcome = driver.run();
    const bool was_established = connection.established();
    if (purpose == Purpose::say_goodbye && was_established && outcome != Driver::Outcome::stopped) return ExitCode::ok;
    meter.finish();
    report_end(connection, outcome, driver, watch, limits);
    if (!streams.output_trouble().empty())
        throw std::runtime_error{fmt::format("cannot write to stdout: {}", streams.output_trouble())};
    return exit_code_of(connection, outcome);
}

} // namespace

ExitCode run_client(const Arguments& arguments) {
    ClientOptions options;
    if (!parse_options(arguments, options)) return ExitCode::ok;
    const net::HostAndPort target = target_of(options);
    const auto config = config_of(options, target.host);
    const StopRequest stop;
    std::atomic<bool> connected = false;
    const SignalWatch signals{[&] { // a second ^C, or one before there is anything to say goodbye to, ends at once
        if (!connected.exchange(false)) ::_exit(static_cast<int>(ExitCode::interrupted));
        stop.make();
    }};
    const net::IpVersion version = options.v4   ? net::IpVersion::v4
                                   : options.v6 ? net::IpVersion::v6
                                                : net::IpVersion::any;
    const std::unique_ptr<tls::KeyLog> key_log = open_key_log(key_log_path(options.shared));
    const std::unique_ptr<PcapngFile> pcapng = open_pcapng(options.shared.pcapng_file);
    const Client client{options, config, key_log.get(), pcapng.get(), stop};
    const std::size_t connections = options.reconnect ? 1 + reconnections : 1;
    ExitCode code = ExitCode::ok;
    for (std::size_t number = 1; number <= connections && code == ExitCode::ok; ++number) {
        const net::Deadline deadline = std::chrono::steady_clock::now() + limits_of(options).handshake;
        net::TcpSocket socket = net::TcpSocket::connect(target.host, target.port, version, deadline);
        begin_in_the_clear(options, socket, deadline);
        connected = true;
        code = talk(client, socket, number, number == connections ? Purpose::talk : Purpose::say_goodbye);
    }
    report_key_log(key_log.get());
    return code;
}

} // namespace vitrine::apps
