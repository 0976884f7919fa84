// GnuTLS as client and as server in one thread, joined by memory.
#pragma once

#include "bench/gnutls_handles.h"
#include "bench/scenario.h"
#include "crypto/bytes.h"

namespace vitrine::bench {

// What is made once and used for many connections.
class GnutlsContexts {
public:
    GnutlsContexts(const Scenario& scenario, const Certificates& certificates);
    // A session with everything set but its transport.
    GnutlsHandle<gnutls_session_t> new_session(Side side, unsigned flags) const;
    void remember(class GnutlsPair& pair); // its session, for all clients from now on

private:
    GnutlsHandle<gnutls_certificate_credentials_t> of_client_, of_server_;
    GnutlsHandle<gnutls_priority_t> priority_;
    Resumed resumed_;
    Bytes ticket_key_, session_; // of the server; of a client that comes back: empty before it has been there
};

// Each stack has a pair of this shape: see bench/stacks.h.
class GnutlsPair {
public:
    struct Pipe { // what one end pushes and the other pulls
        Bytes bytes;
        std::size_t taken = 0;
    };
    // Memory between the ends, shared by pairs that are used one at a time: none of it counts as a connection's.
    struct Wire {
        struct Ports {
            Pipe *from_peer, *to_peer;
        };
        Pipe to_server, to_client;
        Ports of_client{&to_client, &to_server}, of_server{&to_server, &to_client};
    };

    // Both are borrowed.
    GnutlsPair(const GnutlsContexts& contexts, Wire& wire);

    void start(Side side);
    void advance(Side side); // as far as it goes
    bool established(Side side) const { return done_[static_cast<std::size_t>(side)]; }
    void rest(Side) {} // GnuTLS has no call for it
    bool resumed() const { return gnutls_session_is_resumed(server_.get()) != 0; }
    void end(Side side) { end_of(side).reset(); }
    gnutls_session_t client() { return client_.get(); }

    // From the client's buffer to the server's, as one record or more.
    void write_and_read(View message, MutableView received);

private:
    GnutlsHandle<gnutls_session_t>& end_of(Side side) { return side == Side::client ? client_ : server_; }

    const GnutlsContexts& contexts_;
    Wire& wire_;
    GnutlsHandle<gnutls_session_t> client_, server_;
    std::array<bool, 2> done_{};
};

} // namespace vitrine::bench
