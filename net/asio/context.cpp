// What many TLS streams share.
#include "net/asio/context.h"

#include "net/files/system_trust.h"
#include "tls/x509/certificate/ip_address.h"
#include "tls/x509/certificate/pem_certificates.h"

#include <utility>

namespace vitrine::net {

context::context(method of) : settings_{std::make_shared<Settings>()} {
    if (of == tlsv12_client) return;
    settings_->server.tickets = std::make_shared<tls::TicketKeys>();
    settings_->server.sessions = std::make_shared<tls::SessionCache>();
}

context::Settings& context::change() {
    if (settings_.use_count() > 1) settings_ = std::make_shared<Settings>(*settings_);
    return *settings_;
}

void context::trust(const x509::TrustStore& store) {
    change().client.trust_store.add_all(store);
    settings_->server.trust_store.add_all(store);
}

void context::set_default_verify_paths() { trust(load_system_trust().store); }
void context::load_verify_file(const std::string& path) { trust(load_trust_file(path).store); }
void context::add_verify_path(const std::string& path) { trust(load_trust_directory(path).store); }

void context::add_authority(std::string_view pem_text) {
    x509::TrustStore store;
    store.add_pem(pem_text);
    trust(store);
}

void context::use_chain(std::string_view pem_text) {
    chain_ = x509::certificates_from_pem(pem_text);
    use_identity();
}

void context::use_key(std::string_view pem_text) {
    key_ = x509::private_key_from_pem(pem_text, pass_phrase_);
    use_identity();
}

void context::use_certificate_chain_file(const std::string& path) {
    chain_ = load_certificates(path);
    use_identity();
}

void context::use_private_key_file(const std::string& path, file_format /*format*/) {
    key_ = load_private_key(path, pass_phrase_);
    use_identity();
}

void context::use_identity() {
    if (chain_.empty() || !key_) return;
    const tls::Identity identity{std::exchange(chain_, {}), std::move(*std::exchange(key_, std::nullopt))};
    change().client.identity = identity;
    settings_->server.identities.push_back(identity);
}

void context::set_verify_mode(int mode) {
    using enum tls::ClientAuthentication;
    const bool insists = (mode & verify_fail_if_no_peer_cert) != 0;
    change().client.peer_certificate =
        (mode & verify_peer) != 0 ? tls::PeerCertificate::verify : tls::PeerCertificate::accept_any;
    settings_->server.client_authentication = (mode & verify_peer) == 0 ? none : insists ? required : optional;
}

tls::ClientConfig context::Opening::own_config() const {
    tls::ClientConfig config = settings_->client;
    if (mode)
        config.peer_certificate =
            *mode == verify_none ? tls::PeerCertificate::accept_any : tls::PeerCertificate::verify;
    if (server_name.empty()) return config;
    if (const std::optional<Bytes> address = x509::parse_ip_address(server_name))
        config.verify_ip_address = *address;
    else
        config.server_name = config.verify_host_name = server_name;
    return config;
}

std::unique_ptr<tls::Connection> context::Opening::connect(tls::Role us) const {
    struct OwnClient { // what the connection borrows lives as long as its configuration
        std::shared_ptr<const Settings> settings;
        tls::ClientConfig config;
    };
    const tls::Environment environment{settings_->random, settings_->clock};
    if (us == tls::Role::server) {
        const std::shared_ptr<const tls::ServerConfig> config{settings_, &settings_->server};
        return std::make_unique<tls::Connection>(config, environment);
    }
    const auto own = std::make_shared<const OwnClient>(OwnClient{settings_, own_config()});
    const std::shared_ptr<const tls::ClientConfig> config{own, &own->config};
    return std::make_unique<tls::Connection>(config, environment);
}

} // namespace vitrine::net
