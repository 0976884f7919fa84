// vitrine as client and as server in one thread, joined by memory: the same work as the other stacks' pairs.
#include "bench/vitrine_pair.h"

#include "tls/keys/suites.h"
#include "tls/lab/pair.h"
#include "tls/x509/certificate/pem_certificates.h"

#include <algorithm>

namespace vitrine::bench {

namespace {

tls::Preferences preferences_of(const Scenario& scenario) {
    tls::Preferences preferences;
    std::erase_if(preferences.cipher_suites,
                  [&](tls::CipherSuite suite) { return tls::find_suite(suite)->cipher != cipher_of(scenario.suite); });
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

void throw_if_failed(const tls::Connection& connection) {
    if (const auto* report = connection.failure()) throw std::runtime_error{report->failure.sentence};
}

} // namespace

VitrineConfigs::VitrineConfigs(const Scenario& scenario, const Certificates& certificates) {
    tls::ClientConfig of_client;
    of_client.preferences = preferences_of(scenario);
    of_client.server_name = of_client.verify_host_name = server_name;
    of_client.trust_store.add_pem(certificates.ca);
    if (scenario.resumed != Resumed::no) of_client.sessions = std::make_shared<tls::SessionCache>();
    of_client.use_tickets = scenario.resumed == Resumed::by_ticket;
    client = std::make_shared<const tls::ClientConfig>(std::move(of_client));

    tls::ServerConfig of_server;
    of_server.preferences = preferences_of(scenario);
    of_server.identities.emplace_back(x509::certificates_from_pem(certificates.certificate),
                                      x509::private_key_from_pem(certificates.key));
    of_server.session_lifetime = session_lifetime;
    if (scenario.resumed == Resumed::by_ticket) of_server.tickets = std::make_shared<tls::TicketKeys>();
    if (scenario.resumed == Resumed::by_session_id) of_server.sessions = std::make_shared<tls::SessionCache>();
    server = std::make_shared<const tls::ServerConfig>(std::move(of_server));
}

VitrinePair::VitrinePair(const VitrineConfigs& configs, Wire& wire) : configs_{configs}, wire_{wire} {}

void VitrinePair::start(Side side) {
    const tls::Environment environment{wire_.random, wire_.clock};
    if (side == Side::client)
        client_.emplace(configs_.client, environment);
    else
        server_.emplace(configs_.server, environment);
}

void VitrinePair::advance(Side side) {
    tls::Connection& us = *end_of(side);
    tls::Connection& peer = *end_of(side == Side::client ? Side::server : Side::client);
    do {
        while (us.step()) {
        }
    } while (tls::carry(us, peer) > 0);
    throw_if_failed(us);
}

// From what the client's application committed to what the server's can take.
void VitrinePair::move_records() {
    while (client_->step()) {
    }
    tls::carry(*client_, *server_);
}

void VitrinePair::write_and_read(View message, MutableView received) {
    while (!received.empty()) {
        const MutableView space = client_->from_app().space();
        const std::size_t size = std::min(space.size(), message.size());
        std::copy_n(message.begin(), size, space.begin());
        if (size > 0) client_->from_app().commit(size);
        message = message.subspan(size);
        move_records();
        while (server_->step()) received = received.subspan(take(server_->to_app(), received));
        throw_if_failed(*server_);
    }
}

void VitrinePair::write_and_read_in_place(std::size_t size) {
    for (std::size_t received = 0; received < size;) {
        const std::size_t space = client_->from_app().space().size();
        if (space > 0) client_->from_app().commit(std::min(space, size - received));
        move_records();
        while (server_->step()) {
            received += server_->to_app().data().size();
            server_->to_app().consume(server_->to_app().data().size());
        }
        throw_if_failed(*server_);
    }
}

} // namespace vitrine::bench
