// The configuration of a recorded end as JSON and back.
#include "apps/recording_config.h"

#include "apps/command_line.h"
#include "apps/names.h"
#include "apps/recording_extensions.h"
#include "tls/base/names.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace vitrine::apps {
namespace {

using Json = nlohmann::ordered_json;

// As the command line takes them: divided by ':', the best first.
template <class T> std::string list_of(const std::vector<T>& values) {
    std::string list;
    for (const T value : values) list += (list.empty() ? "" : ":") + name_of(value);
    return list;
}

Json json_of(const tls::Preferences& preferences) {
    Json protocols = Json::array(); // they may be any bytes
    for (const std::string& protocol : preferences.alpn_protocols) protocols.push_back(to_hex(as_bytes(protocol)));
    return {{"cipher_suites", list_of(preferences.cipher_suites)},
            {"groups", list_of(preferences.groups)},
            {"signature_schemes", list_of(preferences.signature_schemes)},
            {"alpn_protocols", std::move(protocols)}};
}

Json json_of(std::span<const x509::Certificate> certificates) {
    Json list = Json::array();
    for (const x509::Certificate& certificate : certificates) list.push_back(to_hex(certificate.der()));
    return list;
}

Bytes hex_in(const Json& json) {
    const auto text = json.get<std::string>();
    std::optional<Bytes> bytes = from_hex(text);
    if (!bytes) throw UsageError{fmt::format("'{}' is no hexadecimal text", text.substr(0, 20))};
    return *std::move(bytes);
}

tls::Preferences preferences_in(const Json& json) {
    tls::Preferences preferences;
    preferences.cipher_suites = parse_cipher_suites(json.at("cipher_suites").get<std::string>());
    preferences.groups = parse_groups(json.at("groups").get<std::string>());
    preferences.signature_schemes = parse_signature_schemes(json.at("signature_schemes").get<std::string>());
    for (const Json& protocol : json.at("alpn_protocols"))
        preferences.alpn_protocols.emplace_back(as_text(hex_in(protocol)));
    return preferences;
}

std::vector<x509::Certificate> certificates_in(const Json& json) {
    std::vector<x509::Certificate> certificates;
    for (const Json& der : json) certificates.push_back(x509::Certificate::parse(hex_in(der)));
    return certificates;
}

x509::TrustStore trust_store_in(const Json& json) {
    x509::TrustStore store;
    for (x509::Certificate& anchor : certificates_in(json)) store.add(std::move(anchor));
    return store;
}

constexpr std::string_view accept_any = "accept_any";

std::string_view name_of(tls::PeerCertificate policy) {
    return policy == tls::PeerCertificate::accept_any ? accept_any : "verify";
}

tls::PeerCertificate policy_in(const Json& json) {
    return json.get<std::string>() == accept_any ? tls::PeerCertificate::accept_any : tls::PeerCertificate::verify;
}

constexpr std::array<std::string_view, 3> authentications{"none", "optional", "required"};

tls::ClientAuthentication authentication_in(const Json& json) {
    const auto name = json.get<std::string>();
    const auto* const found = std::find(authentications.begin(), authentications.end(), name);
    if (found == authentications.end()) throw UsageError{fmt::format("client_authentication '{}'", name)};
    return static_cast<tls::ClientAuthentication>(found - authentications.begin());
}

void set_sessions(tls::ServerConfig& config, const Json& json) {
    if (json.at("by_id").get<bool>()) config.sessions = tls::absent_sessions();
    if (json.at("by_ticket").get<bool>()) config.tickets = tls::absent_tickets();
    config.session_lifetime = std::chrono::seconds{json.at("lifetime").get<std::int64_t>()};
}

} // namespace

// What is switched off is not written: recordings made before there was a switch stay as they are.
Json json_of(const tls::ClientConfig& config) {
    Json json{{"preferences", json_of(config.preferences)},
              {"server_name", config.server_name},
              {"verify_host_name", config.verify_host_name},
              {"verify_ip_address", to_hex(config.verify_ip_address)},
              {"allow_common_name", config.allow_common_name},
              {"peer_certificate", name_of(config.peer_certificate)},
              {"max_send_fragment", config.max_send_fragment},
              {"identity", config.identity ? json_of(config.identity->chain()) : Json::array()},
              {"trust_anchors", json_of(config.trust_store.anchors())}};
    add_extensions(json, config);
    if (config.sessions != nullptr) json["sessions"] = {{"use_tickets", config.use_tickets}};
    return json;
}

Json json_of(const tls::ServerConfig& config) {
    Json identities = Json::array();
    for (const tls::Identity& identity : config.identities) identities.push_back(json_of(identity.chain()));
    Json json{{"preferences", json_of(config.preferences)},
              {"client_authentication", authentications.at(static_cast<std::size_t>(config.client_authentication))},
              {"peer_certificate", name_of(config.peer_certificate)},
              {"max_send_fragment", config.max_send_fragment},
              {"identities", std::move(identities)},
              {"trust_anchors", json_of(config.trust_store.anchors())}};
    add_extensions(json, config);
    if (config.sessions == nullptr && config.tickets == nullptr) return json;
    json["sessions"] = {{"by_id", config.sessions != nullptr},
                        {"by_ticket", config.tickets != nullptr},
                        {"lifetime", config.session_lifetime.count()}};
    return json;
}

std::shared_ptr<const tls::ClientConfig> client_config_in(const Json& json) {
    auto config = std::make_shared<tls::ClientConfig>();
    config->preferences = preferences_in(json.at("preferences"));
    config->server_name = json.at("server_name").get<std::string>();
    config->verify_host_name = json.at("verify_host_name").get<std::string>();
    config->verify_ip_address = hex_in(json.at("verify_ip_address"));
    config->allow_common_name = json.at("allow_common_name").get<bool>();
    config->peer_certificate = policy_in(json.at("peer_certificate"));
    config->max_send_fragment = json.at("max_send_fragment").get<std::size_t>();
    if (json.contains("sessions")) {
        config->sessions = tls::absent_sessions();
        config->use_tickets = json.at("sessions").at("use_tickets").get<bool>();
    }
    if (!json.at("identity").empty())
        config->identity.emplace(certificates_in(json.at("identity")), tls::absent_signer());
    config->trust_store = trust_store_in(json.at("trust_anchors"));
    set_extensions_in(json, *config);
    return config;
}

std::shared_ptr<const tls::ServerConfig> server_config_in(const Json& json) {
    auto config = std::make_shared<tls::ServerConfig>();
    config->preferences = preferences_in(json.at("preferences"));
    config->client_authentication = authentication_in(json.at("client_authentication"));
    config->peer_certificate = policy_in(json.at("peer_certificate"));
    config->max_send_fragment = json.at("max_send_fragment").get<std::size_t>();
    if (json.contains("sessions")) set_sessions(*config, json.at("sessions"));
    for (const Json& chain : json.at("identities"))
        config->identities.emplace_back(certificates_in(chain), tls::absent_signer());
    config->trust_store = trust_store_in(json.at("trust_anchors"));
    set_extensions_in(json, *config);
    return config;
}

} // namespace vitrine::apps
