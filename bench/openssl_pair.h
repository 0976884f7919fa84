// OpenSSL as client and as server in one thread, joined by memory.
#pragma once

#include "bench/openssl_handles.h"
#include "bench/scenario.h"
#include "crypto/bytes.h"

namespace vitrine::bench {

// What is made once and used for many connections.
class OpensslContexts {
public:
    OpensslContexts(const Scenario& scenario, const Certificates& certificates);
    SSL_CTX* client() const { return client_.get(); }
    SSL_CTX* server() const { return server_.get(); }
    void remember(class OpensslPair& pair);                 // its session, for all clients from now on
    SSL_SESSION* session() const { return session_.get(); } // nullptr: full handshakes

private:
    Handle<SSL_CTX> client_, server_;
    Handle<SSL_SESSION> session_;
};

// Each stack has a pair of this shape: see bench/stacks.h.
class OpensslPair {
public:
    // Memory between the ends, shared by pairs that are used one at a time: none of it counts as a connection's.
    struct Wire {
        Wire();
        Handle<BIO> client, server; // what is written to one is read from the other
    };

    // Both are borrowed.
    OpensslPair(const OpensslContexts& contexts, Wire& wire);
    ~OpensslPair();
    OpensslPair(const OpensslPair&) = delete;
    OpensslPair& operator=(const OpensslPair&) = delete;

    void start(Side side);
    void advance(Side side); // as far as it goes
    bool established(Side side) const { return SSL_is_init_finished(end_of(side).get()) == 1; }
    void rest(Side side) { SSL_free_buffers(end_of(side).get()); } // gives back what an idle connection can do without
    bool resumed() const { return SSL_session_reused(server_.get()) == 1; }
    void end(Side side);
    SSL* client() { return client_.get(); }

    // From the client's buffer to the server's, as one record or more.
    void write_and_read(View message, MutableView received);

private:
    Handle<SSL>& end_of(Side side) { return side == Side::client ? client_ : server_; }
    const Handle<SSL>& end_of(Side side) const { return side == Side::client ? client_ : server_; }

    const OpensslContexts& contexts_;
    Wire& wire_;
    Handle<SSL> client_, server_;
};

// The settings of `contexts` for the client: the server's name, asked for and verified.
void expect_server(SSL* client);

} // namespace vitrine::bench
