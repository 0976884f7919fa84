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

private:
    Handle<SSL_CTX> client_, server_;
};

class OpensslPair {
public:
    explicit OpensslPair(const OpensslContexts& contexts);

    // A full handshake, the chain and the name verified. Throws if it fails.
    void handshake();
    // From the client's buffer to the server's, as one record or more.
    void write_and_read(View message, MutableView received);

private:
    Handle<SSL> client_, server_;
};

} // namespace vitrine::bench
