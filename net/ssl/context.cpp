// What many connections share, by the words of Python's ssl.SSLContext.
#include "net/ssl/context.h"

#include "net/files/system_trust.h"
#include "net/ssl/errors.h"
#include "tls/base/names.h"
#include "tls/keys/suites.h"
#include "tls/x509/certificate/ip_address.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::net::ssl {

namespace {

tls::CipherSuite suite_of(std::string_view name) {
    for (const tls::SuiteInfo& suite : tls::suites())
        if (name == suite.openssl_name || name == name_of(suite.suite)) return suite.suite;
    throw SSLError{fmt::format("no cipher can be selected: '{}' is none of ours", name)};
}

} // namespace

SSLContext::SSLContext(Protocol protocol)
    : protocol_{protocol}, verify_mode_{protocol == PROTOCOL_TLS_CLIENT ? CERT_REQUIRED : CERT_NONE},
      check_hostname_{protocol == PROTOCOL_TLS_CLIENT} {
    server_.sessions = std::make_shared<tls::SessionCache>();
    server_.tickets = std::make_shared<tls::TicketKeys>();
    client_.export_keying_material = server_.export_keying_material = true; // for tls-exporter
}

tls::Preferences& SSLContext::preferences() {
    return protocol_ == PROTOCOL_TLS_CLIENT ? client_.preferences : server_.preferences;
}

x509::TrustStore& SSLContext::trust_store() {
    return protocol_ == PROTOCOL_TLS_CLIENT ? client_.trust_store : server_.trust_store;
}

void SSLContext::load_cert_chain(const std::string& certfile, const std::string& keyfile, const std::string& password) {
    const x509::PassPhrase given = [&password] {
        crypto::SecretBytes phrase{password.size()};
        std::ranges::copy(as_bytes(password), phrase.fill().begin());
        return phrase;
    };
    const x509::PassPhrase pass_phrase = password.empty() ? x509::PassPhrase{} : given;
    tls::Identity identity = load_identity(certfile, keyfile, "", pass_phrase);
    if (protocol_ == PROTOCOL_TLS_CLIENT)
        client_.identity = std::move(identity);
    else
        server_.identities.push_back(std::move(identity));
}

void SSLContext::load_verify_locations(const std::string& cafile) {
    trust_store().add_all(load_trust_file(cafile, Parsing::when_needed).store);
}

void SSLContext::load_default_certs() { trust_store().add_all(load_system_trust().store); }

void SSLContext::check_hostname(bool on) {
    if (on && protocol_ == PROTOCOL_TLS_SERVER)
        throw std::invalid_argument{"check_hostname is of a client: a server knows no name to look for"};
    if (on && verify_mode_ == CERT_NONE) verify_mode_ = CERT_REQUIRED; // as Python does
    check_hostname_ = on;
}

void SSLContext::verify_mode(VerifyMode mode) {
    if (mode == CERT_NONE && check_hostname_)
        throw std::invalid_argument{"Cannot set verify_mode to CERT_NONE when check_hostname is enabled."};
    verify_mode_ = mode;
}

void SSLContext::set_ciphers(const std::string& list) {
    std::vector<tls::CipherSuite> chosen;
    std::string_view rest{list};
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(":,"), rest.size());
        chosen.push_back(suite_of(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (chosen.empty()) throw SSLError{"no cipher can be selected: the list is empty"};
    preferences().cipher_suites = std::move(chosen);
}

void SSLContext::set_alpn_protocols(const std::vector<std::string>& protocols) {
    for (const std::string& protocol : protocols)
        if (protocol.empty() || protocol.size() > 255)
            throw SSLError{"an ALPN protocol has 1 to 255 bytes (RFC 7301 §3.1)"};
    preferences().alpn_protocols = protocols;
}

std::shared_ptr<const tls::ClientConfig> SSLContext::client_for(const std::string& server_hostname,
                                                                std::shared_ptr<tls::SessionStore> sessions) const {
    if (check_hostname_ && server_hostname.empty())
        throw std::invalid_argument{"check_hostname requires server_hostname"};
    auto config = std::make_shared<tls::ClientConfig>(client_);
    const std::optional<Bytes> address = x509::parse_ip_address(server_hostname);
    if (!address) config->server_name = server_hostname;
    if (check_hostname_ && address) config->verify_ip_address = *address;
    if (check_hostname_ && !address) config->verify_host_name = server_hostname;
    config->peer_certificate =
        verify_mode_ == CERT_NONE ? tls::PeerCertificate::accept_any : tls::PeerCertificate::verify;
    config->sessions = std::move(sessions);
    return config;
}

std::shared_ptr<const tls::ServerConfig> SSLContext::server() const {
    if (server_.identities.empty()) throw SSLError{"a server needs a certificate: load_cert_chain"};
    auto config = std::make_shared<tls::ServerConfig>(server_);
    config->client_authentication = verify_mode_ == CERT_NONE       ? tls::ClientAuthentication::none
                                    : verify_mode_ == CERT_OPTIONAL ? tls::ClientAuthentication::optional
                                                                    : tls::ClientAuthentication::required;
    return config;
}

SSLContext create_default_context(Purpose purpose, const std::string& cafile) {
    SSLContext context{purpose == Purpose::SERVER_AUTH ? PROTOCOL_TLS_CLIENT : PROTOCOL_TLS_SERVER};
    if (!cafile.empty())
        context.load_verify_locations(cafile);
    else if (purpose == Purpose::SERVER_AUTH)
        context.load_default_certs();
    return context;
}

} // namespace vitrine::net::ssl
