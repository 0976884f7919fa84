// vitrine as client and as server in one thread, joined by memory: the same work as OpensslPair.
#include "bench/vitrine_pair.h"

#include "tls/x509/pem.h"

#include <algorithm>

namespace vitrine::bench {

namespace {

tls::Preferences preferences_of(const Scenario& scenario) {
    using enum tls::CipherSuite;
    tls::Preferences preferences;
    if (scenario.suite == Suite::aes_128)
        preferences.cipher_suites = {tls_ecdhe_ecdsa_with_aes_128_gcm_sha256, tls_ecdhe_rsa_with_aes_128_gcm_sha256};
    else
        preferences.cipher_suites = {tls_ecdhe_ecdsa_with_aes_256_gcm_sha384, tls_ecdhe_rsa_with_aes_256_gcm_sha384};
    preferences.groups = {tls::NamedGroup::secp256r1};
    if (scenario.group == Group::x25519) preferences.groups.insert(preferences.groups.begin(), tls::NamedGroup::x25519);
    return preferences;
}

// Copies all that lies ready. Bytes copied.
std::size_t take(tls::Outlet& from, MutableView to) {
    const std::size_t size = std::min(from.data().size(), to.size());
    std::copy_n(from.data().begin(), size, to.begin()); // not ranges::copy: g++ 12 copies that byte by byte
    from.consume(size);
    return size;
}

} // namespace

VitrineConfigs::VitrineConfigs(const Scenario& scenario, const Certificates& certificates) {
    tls::ClientConfig of_client;
    of_client.preferences = preferences_of(scenario);
    of_client.server_name = of_client.verify_host_name = server_name;
    of_client.trust_store.add_pem(certificates.ca);
    client = std::make_shared<const tls::ClientConfig>(std::move(of_client));

    tls::ServerConfig of_server;
    of_server.preferences = preferences_of(scenario);
    of_server.identities.emplace_back(x509::certificates_from_pem(certificates.certificate),
                                      x509::private_key_from_pem(certificates.key));
    server = std::make_shared<const tls::ServerConfig>(std::move(of_server));
}

VitrinePair::VitrinePair(const VitrineConfigs& configs)
    : pair_{configs.client, {random_, clock_}, configs.server, {random_, clock_}} {}

void VitrinePair::handshake() {
    pair_.run();
    if (const auto* report = pair_.client.failure()) throw std::runtime_error{report->failure.sentence};
    if (!pair_.client.established() || !pair_.server.established()) throw std::runtime_error{"no handshake"};
}

void VitrinePair::write_and_read(View message, MutableView received) {
    while (!received.empty()) {
        const MutableView space = pair_.client.from_app().space();
        const std::size_t size = std::min(space.size(), message.size());
        std::copy_n(message.begin(), size, space.begin());
        if (size > 0) pair_.client.from_app().commit(size);
        message = message.subspan(size);
        while (pair_.client.step()) {
        }
        tls::carry(pair_.client, pair_.server);
        while (pair_.server.step()) received = received.subspan(take(pair_.server.to_app(), received));
        if (pair_.server.failure() != nullptr) throw std::runtime_error{"the connection failed"};
    }
}

} // namespace vitrine::bench
