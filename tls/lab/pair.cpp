// Both ends of a connection in one thread.
#include "tls/lab/pair.h"

#include <algorithm>

namespace vitrine::tls {

std::size_t carry(Connection& from, Connection& to) {
    const View data = from.to_peer().data();
    if (data.empty()) return 0;
    const MutableView space = to.from_peer().space();
    const std::size_t size = std::min(data.size(), space.size());
    if (size == 0) return 0;
    std::copy_n(data.begin(), size, space.begin());
    to.from_peer().commit(size);
    from.to_peer().consume(size);
    return size;
}

Pair::Pair(const std::shared_ptr<const ClientConfig>& client_config, Environment client_environment,
           const std::shared_ptr<const ServerConfig>& server_config, Environment server_environment)
    : client(client_config, client_environment), server(server_config, server_environment) {}

bool Pair::step() {
    if (client.step()) return true;
    if (server.step()) return true;
    return carry(client, server) + carry(server, client) > 0;
}

void Pair::run() {
    while (step()) {
    }
}

} // namespace vitrine::tls
