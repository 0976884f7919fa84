// The flags of vitrine server.
#include "apps/server/options.h"

#include "apps/names.h"
#include "apps/pass_phrase.h"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>

namespace vitrine::apps {

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
    line.number("max-connections", options.max_connections, "at once (1000); silent clients make room for new ones");
    line.number("threads", options.threads, "that serve (1); a client stays with one of them");
    line.number("handshake-timeout", options.handshake_timeout, "seconds (10); 0: none");
    line.number("drain", options.drain, "seconds (5) that answers under way have when the server is told to stop");
    line.text("stats", options.stats, "[HOST:]PORT", "counters, as Prometheus reads them, by HTTP in the clear");
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
    line.flag("WWW", options.files, "the files below this folder, by HTTP (or below that of --root)");
    line.text("root", options.root, "DIR", "-WWW, with the files below DIR");
    line.text("starttls", options.start_tls, "PROTOCOL",
              "begin in the clear, with smtp, imap or pop3; one empty mailbox");
    line.flag("sink", options.sink, "take everything, send nothing, and say how fast it came");
    line.text("source", options.source, "SIZE", "send so many bytes (64, 10K, 100M, 2G), and say how fast they went");
    line.group("Resumption (of what was agreed on before, by a ticket or a session ID)");
    line.flag("no_ticket", options.no_ticket, "issue no tickets (RFC 5077), and read none");
    line.flag("no_cache", options.no_cache, "keep no sessions to be found by their ID");
    line.number("ticket-lifetime", options.session_lifetime, "seconds (300) from the full handshake on, also by ID");
    line.text("ticket-key", options.ticket_key_file, "FILE", "keys of 48 bytes each, shared with other servers");
    line.text("session-store", options.session_store, "URL", "sessions in redis://HOST[:PORT], sealed by --ticket-key");
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
    if (options.files || !options.root.empty()) kinds.push_back(Kind::files);
    if (mail_of(options)) kinds.push_back(Kind::mail);
    if (options.sink) kinds.push_back(Kind::sink);
    if (!options.source.empty()) kinds.push_back(Kind::source);
    if (kinds.size() > 1)
        throw UsageError{"--echo, -rev, -www, -WWW, -starttls, --sink and --source exclude each other"};
    return {kinds.empty() ? Kind::echo : kinds.front(), options.source.empty() ? 0 : parse_size(options.source)};
}

std::optional<MailProtocol> mail_of(const ServerOptions& options) {
    if (options.start_tls.empty()) return {};
    if (options.start_tls == "smtp") return MailProtocol::smtp;
    if (options.start_tls == "imap") return MailProtocol::imap;
    if (options.start_tls == "pop3") return MailProtocol::pop3;
    throw UsageError{fmt::format("-starttls {}: a server speaks smtp, imap or pop3", options.start_tls)};
}

std::shared_ptr<const DocumentRoot> root_of(const ServerOptions& options, const ServiceChoice& service) {
    if (service.kind != ServiceChoice::Kind::files) return nullptr;
    try {
        return std::make_shared<const DocumentRoot>(options.root.empty() ? "." : options.root);
    } catch (const std::system_error& error) {
        throw UsageError{fmt::format("no files can be given out of {}", error.what())};
    }
}

Limits limits_of(const ServerOptions& options) {
    Limits limits;
    limits.handshake = std::chrono::seconds{std::min<std::size_t>(options.handshake_timeout, 1'000'000)};
    limits.inactivity = std::chrono::seconds{options.shared.timeout};
    limits.answer_to_close = std::chrono::seconds{2};
    return limits;
}

} // namespace vitrine::apps
