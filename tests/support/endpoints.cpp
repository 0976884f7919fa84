// Configurations and environments for both ends.
#include "tests/support/endpoints.h"

#include "tests/support/files.h"
#include "tls/x509/certificate/pem_certificates.h"

#include <algorithm>

namespace vitrine::tests {

tls::Identity identity(const std::string& name) {
    return {x509::certificates_from_pem(read_test_file("support/data/" + name + ".pem")),
            x509::private_key_from_pem(read_test_file("support/data/" + name + ".key"))};
}

x509::TrustStore trust_store(const std::string& name) {
    x509::TrustStore store;
    store.add_pem(read_test_file("support/data/" + name + ".pem"));
    return store;
}

tls::ClientConfig client_config() {
    tls::ClientConfig config;
    config.server_name = "localhost";
    config.verify_host_name = "localhost";
    config.trust_store = trust_store();
    return config;
}

tls::ServerConfig server_config(const std::string& identity_name) {
    tls::ServerConfig config;
    config.identities.push_back(identity(identity_name));
    config.trust_store = trust_store();
    return config;
}

SeededPair::SeededPair(tls::ClientConfig client_settings, tls::ServerConfig server_settings,
                       tls::Observer* client_watcher, tls::Observer* server_watcher)
    : client_end("client", client_watcher), server_end("server", server_watcher),
      pair(std::make_shared<const tls::ClientConfig>(std::move(client_settings)), client_end.environment(),
           std::make_shared<const tls::ServerConfig>(std::move(server_settings)), server_end.environment()) {}

Bytes take_delivered(tls::Connection& connection) {
    Bytes taken = to_bytes(connection.to_app().data());
    connection.to_app().consume(taken.size());
    return taken;
}

bool put(tls::Connection& connection, View plaintext) {
    const MutableView space = connection.from_app().space();
    if (space.size() < plaintext.size()) return false;
    std::copy(plaintext.begin(), plaintext.end(), space.begin());
    connection.from_app().commit(plaintext.size());
    return true;
}

} // namespace vitrine::tests
