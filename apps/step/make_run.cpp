// From the command line to the run that is stepped.
#include "apps/step/make_run.h"

#include "apps/nearest.h"
#include "apps/recording_file.h"
#include "apps/step/live_run.h"
#include "apps/step/pair_run.h"
#include "apps/step/recorded_run.h"
#include "apps/terminal.h"
#include "net/tcp_listener.h"
#include "tls/lab/identities.h"
#include "tls/trace/key_log.h"
#include "tls/x509/certificate/ip_address.h"

#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::chrono::sys_seconds lab_time{std::chrono::sys_days{std::chrono::year{2030} / 6 / 1}};

// What was named on the command line, else an identity of the laboratory, which everybody has the key of.
tls::Identity identity_for(const RunOptions& options, tls::LabCertificate otherwise) {
    if (auto named = identity_of(options.shared)) return *named;
    return tls::lab_identity(otherwise);
}

x509::TrustStore trust_for(const RunOptions& options) {
    const bool named = !options.shared.ca_file.empty() || !options.shared.ca_directory.empty();
    return named ? trust_store_of(options.shared, Fallback::nothing) : tls::lab_trust_store();
}

// In memory there is nobody to deceive: what proves that is that the same seed gives the same run.
std::unique_ptr<Run> make_pair(const RunOptions& options) {
    if (!options.target.empty()) throw UsageError{"step pair needs no address: both ends are in memory"};
    auto client = std::make_shared<tls::ClientConfig>();
    client->preferences = preferences_of(options.shared);
    client->max_send_fragment = options.shared.max_send_fragment;
    client->server_name = client->verify_host_name = options.server_name.empty() ? "localhost" : options.server_name;
    client->trust_store = trust_for(options);
    if (options.insecure) client->peer_certificate = tls::PeerCertificate::accept_any;
    auto server = std::make_shared<tls::ServerConfig>();
    server->preferences = preferences_of(options.shared);
    server->max_send_fragment = options.shared.max_send_fragment;
    server->identities.push_back(identity_for(options, tls::LabCertificate::leaf));
    if (options.ask) {
        client->identity = tls::lab_identity(tls::LabCertificate::client);
        server->client_authentication = tls::ClientAuthentication::required;
        server->trust_store = tls::lab_trust_store();
    }
    const bool named = !options.shared.certificate_file.empty();
    const auto now = named ? tls::SystemClock{}.now() : lab_time;
    return std::make_unique<PairRun>(
        PairSetting{std::move(client), std::move(server), options.seed.empty() ? "1" : options.seed, now});
}

// Seeded only towards this machine: whoever knows the seed knows the keys. One seed means the same for each role in
// every kind of run, so that a live client sends what that of a pair sends.
LiveSetting live_setting(const RunOptions& options) {
    LiveSetting setting;
    setting.seed = options.seed;
    if (options.seed.empty())
        setting.random = std::make_unique<crypto::SystemRandom>();
    else
        setting.random = std::make_unique<tls::SeededRandom>(fmt::format("{} {}", options.seed, options.what));
    setting.say = to_bytes(as_bytes(options.say));
    if (const std::string path = key_log_path(options.shared); !path.empty())
        setting.also = std::make_shared<tls::KeyLog>(path);
    return setting;
}

net::HostAndPort address_of(const RunOptions& options, net::HostIs host_is) {
    if (options.target.empty())
        throw UsageError{
            fmt::format("step {}: which address? {}", options.what, "Say: vitrine step client localhost:4433")};
    try {
        return net::parse_host_and_port(options.target, "443", host_is);
    } catch (const std::invalid_argument& error) {
        throw UsageError{error.what()};
    }
}

void set_names(tls::ClientConfig& config, const std::string& name) {
    if (const std::optional<Bytes> address = x509::parse_ip_address(name))
        config.verify_ip_address = *address;
    else
        config.server_name = config.verify_host_name = name;
}

std::unique_ptr<Run> make_client(const RunOptions& options) {
    const net::HostAndPort target = address_of(options, net::HostIs::required);
    if (!options.seed.empty()) require_loopback(target, options.beyond);
    auto config = std::make_shared<tls::ClientConfig>();
    config->preferences = preferences_of(options.shared);
    config->max_send_fragment = options.shared.max_send_fragment;
    set_names(*config, options.server_name.empty() ? target.host : options.server_name);
    config->identity = identity_of(options.shared);
    config->trust_store = trust_store_of(options.shared, options.insecure ? Fallback::nothing : Fallback::system_trust);
    if (options.insecure) config->peer_certificate = tls::PeerCertificate::accept_any;
    LiveSetting setting = live_setting(options);
    setting.client = std::move(config);
    return std::make_unique<LiveRun>(
        std::move(setting), net::TcpSocket::connect(target.host, target.port, net::IpVersion::any, net::no_deadline));
}

std::unique_ptr<Run> make_server(const RunOptions& options) {
    const net::HostAndPort address = address_of(options, net::HostIs::optional);
    if (!options.seed.empty()) require_loopback(address, options.beyond);
    auto config = std::make_shared<tls::ServerConfig>();
    config->preferences = preferences_of(options.shared);
    config->max_send_fragment = options.shared.max_send_fragment;
    config->identities.push_back(identity_for(options, tls::LabCertificate::leaf));
    if (options.ask) {
        config->client_authentication = tls::ClientAuthentication::required;
        config->trust_store = trust_for(options);
    }
    LiveSetting setting = live_setting(options);
    setting.server = std::move(config);
    net::TcpListener listener{address.host, address.port, net::IpVersion::any};
    say(fmt::format("ACCEPT {}\n", listener.local_address()));
    std::optional<net::TcpSocket> client = listener.accept();
    if (!client) throw net::NetworkError{"no client came"};
    return std::make_unique<LiveRun>(std::move(setting), std::move(*client));
}

} // namespace

void add_run_flags(CommandLine& line, RunOptions& options) {
    line.group("Who takes part");
    line.text("seed", options.seed, "TEXT", "foreseeable randomness: the same run again");
    line.text("cert", options.shared.certificate_file, "FILE", "the server's certificate; else the laboratory's own");
    line.text("key", options.shared.key_file, "FILE", "its key; else it is in the same file");
    line.text("cert_chain", options.shared.chain_file, "FILE", "the certificates between it and the CA");
    line.text("CAfile,cacert", options.shared.ca_file, "FILE",
              "what the client trusts; in a pair, else the laboratory");
    line.text("servername", options.server_name, "NAME", "the host that is asked for and must be there");
    line.flag("insecure,k", options.insecure, "the client goes on whoever the server is");
    line.flag("Verify", options.ask, "the server asks for a client certificate, and must get one");
    line.text("keylogfile", options.shared.key_log_file, "FILE", "append a live run's secrets (or SSLKEYLOGFILE)");
    line.text("say", options.say, "TEXT", "what a client says to a live server once the handshake is done");
    add_negotiation_flags(line, options.shared);
    line.group("A seed, towards another machine");
    add_beyond_loopback_flags(line, options.beyond);
}

std::unique_ptr<Run> make_run(const RunOptions& options) {
    check_shared(options.shared);
    if (options.what == "pair") return make_pair(options);
    if (options.what == "client") return make_client(options);
    if (options.what == "server") return make_server(options);
    if (options.what.ends_with(".tlsrec"))
        return std::make_unique<RecordedRun>(read_recording(options.what), options.what);
    if (options.what.empty()) throw UsageError{"step what? Say: vitrine step pair"};
    throw UsageError{
        fmt::format("step {}: there are pair, client host:port, server [host:]port, and recordings (*.tlsrec){}",
                    options.what, did_you_mean(options.what, {"pair", "client", "server"}))};
}

} // namespace vitrine::apps
