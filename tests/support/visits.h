// A client that comes back to a server: what lasts from one connection to the next, seeded, joined in memory.
#pragma once

#include "tests/support/endpoints.h"

#include <memory>

namespace vitrine::tests {

struct Visits {
    Visits(); // both sides keep sessions, the server by ID and in tickets

    // One connection more, run until nothing moves. The configurations may be changed between two of them.
    std::unique_ptr<tls::Pair> visit(tls::Observer* client_watcher = nullptr, tls::Observer* server_watcher = nullptr);
    // Time goes on, at both ends.
    void wait(std::chrono::seconds time);
    // The session that the client keeps; nullptr if there is none.
    std::shared_ptr<const tls::Session> session() const;
    // Puts a changed copy of it in its place.
    template <class Change> void change_session(Change change) {
        tls::Session changed = tls::decode_session(encode_session(*session()).view());
        change(changed);
        client.sessions->put(key_of_server(client), std::make_shared<const tls::Session>(std::move(changed)));
    }

    tls::ClientConfig client;
    tls::ServerConfig server;
    tls::SeededEnd client_end{"client"}, server_end{"server"};
};

} // namespace vitrine::tests
