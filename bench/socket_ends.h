// One end of a connection over a TCP socket, as a program with a thread a connection uses its stack: blocking calls.
#pragma once

#include "bench/openssl_pair.h"
#include "bench/vitrine_pair.h"
#include "net/descriptor.h"
#include "net/tcp_socket.h"
#include "net/tls_stream.h"

namespace vitrine::bench {

class VitrineSocketEnd {
public:
    // The configurations are borrowed; the connected socket is taken over.
    VitrineSocketEnd(const VitrineConfigs& configs, Side side, int descriptor);

    void handshake() { stream_.handshake(); }
    void write(View message) { stream_.write(message); }
    std::size_t read(MutableView into) { return stream_.read(into); } // at least a byte

private:
    crypto::SystemRandom random_;
    tls::SystemClock clock_;
    tls::Connection connection_;
    net::TcpSocket socket_;
    net::TlsStream stream_;
};

class OpensslSocketEnd {
public:
    OpensslSocketEnd(const OpensslContexts& contexts, Side side, int descriptor);

    void handshake() { check(SSL_do_handshake(ssl_.get())); }
    void write(View message) { check(SSL_write(ssl_.get(), message.data(), static_cast<int>(message.size()))); }
    std::size_t read(MutableView into);

private:
    net::Descriptor descriptor_;
    Handle<SSL> ssl_;
};

} // namespace vitrine::bench
