// Both ends of a connection in one thread, with the bytes carried between them by hand: for the debugger and for tests.
#pragma once

#include "tls/connection.h"

namespace vitrine::tls {

class Pair {
public:
    // The two sides may share one environment or have one each; all of it is borrowed.
    Pair(const std::shared_ptr<const ClientConfig>& client_config, Environment client_environment,
         const std::shared_ptr<const ServerConfig>& server_config, Environment server_environment);

    // One step at one end (the client is asked first), or one carrying of bytes. False if nothing can move.
    bool step();
    // Steps until nothing can move: through the handshake, or until all data has been delivered.
    void run();

    Connection client, server;
};

// Carries what `from` has to say into `to`, as much as there is space for. Bytes carried.
std::size_t carry(Connection& from, Connection& to);

} // namespace vitrine::tls
