// What the engine is given for each client.
#include "apps/server/config.h"

#include "apps/session_file.h"
#include "apps/terminal.h"
#include "net/redis/redis_sessions.h"

#include <cstdlib>
#include <fmt/format.h>

namespace vitrine::apps {

namespace {

std::shared_ptr<tls::SessionStore> shared_sessions(const ServerOptions& options) {
    if (options.no_cache) throw UsageError{"-no_cache and --session-store exclude each other"};
    if (options.ticket_key_file.empty())
        throw UsageError{"--session-store needs --ticket-key FILE: sessions are sealed before they leave the server"};
    try {
        net::RedisAddress address = net::parse_redis_address(options.session_store);
        const char* const password = std::getenv("REDISCLI_AUTH"); // as redis-cli has it: others see a command line
        if (address.password.empty() && password != nullptr) address.password = password;
        const auto tell = [](const std::string& sentence) { say(fmt::format("vitrine: {}\n", escaped(sentence))); };
        return std::make_shared<net::RedisSessions>(std::move(address), read_ticket_keys(options.ticket_key_file),
                                                    tell);
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("--session-store {}: {}", options.session_store, error.what())};
    }
}

void set_sessions(tls::ServerConfig& config, const ServerOptions& options, const tls::ServerConfig* former) {
    constexpr std::size_t a_week = 7UL * 24 * 60 * 60; // longer than keys should be of use: RFC 8446 §4.6.1
    if (options.session_lifetime == 0 || options.session_lifetime > a_week)
        throw UsageError{fmt::format("--ticket-lifetime {}: 1 to {} seconds", options.session_lifetime, a_week)};
    if (options.no_ticket && !options.ticket_key_file.empty() && options.session_store.empty())
        throw UsageError{"-no_ticket and --ticket-key exclude each other, unless for --session-store"};
    config.session_lifetime = std::chrono::seconds{options.session_lifetime};
    if (!options.session_store.empty()) {
        config.sessions = shared_sessions(options);
    } else if (!options.no_cache)
        config.sessions = former ? former->sessions : std::make_shared<tls::SessionCache>();
    if (options.no_ticket) return;
    if (!options.ticket_key_file.empty())
        config.tickets = read_ticket_keys(options.ticket_key_file);
    else
        config.tickets = former ? former->tickets : std::make_shared<tls::TicketKeys>();
}

} // namespace

std::shared_ptr<const tls::ServerConfig> config_of(const ServerOptions& options, const tls::ServerConfig* former) {
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
    set_sessions(*config, options, former);
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

} // namespace vitrine::apps
