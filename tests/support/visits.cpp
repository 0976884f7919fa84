// A client that comes back to a server.
#include "tests/support/visits.h"

namespace vitrine::tests {

Visits::Visits() : client(client_config()), server(server_config()) {
    client.sessions = std::make_shared<tls::SessionCache>();
    server.sessions = std::make_shared<tls::SessionCache>();
    server.tickets = std::make_shared<tls::TicketKeys>();
}

std::unique_ptr<tls::Pair> Visits::visit(tls::Observer* client_watcher, tls::Observer* server_watcher) {
    client_end.observer = client_watcher;
    server_end.observer = server_watcher;
    auto pair =
        std::make_unique<tls::Pair>(std::make_shared<const tls::ClientConfig>(client), client_end.environment(),
                                    std::make_shared<const tls::ServerConfig>(server), server_end.environment());
    pair->run();
    return pair;
}

void Visits::wait(std::chrono::seconds time) {
    client_end.clock.advance(time);
    server_end.clock.advance(time);
}

std::shared_ptr<const tls::Session> Visits::session() const {
    return client.sessions->find(key_of_server(client), client_end.clock.now());
}

} // namespace vitrine::tests
