// One end of a connection over a TCP socket: vitrine's and openssl's.
#include "bench/socket_ends.h"

namespace vitrine::bench {

namespace {

constexpr std::size_t read_buffer_size = 1 << 15; // one recv() may take as much as vitrine's does

} // namespace

VitrineSocketEnd::VitrineSocketEnd(const VitrineConfigs& configs, Side side, int descriptor)
    : connection_{side == Side::client ? tls::Connection{configs.client, {random_, clock_}}
                                       : tls::Connection{configs.server, {random_, clock_}}},
      socket_{descriptor}, stream_{connection_, socket_} {}

OpensslSocketEnd::OpensslSocketEnd(const OpensslContexts& contexts, Side side, int descriptor)
    : descriptor_{descriptor}, ssl_{checked(SSL_new(side == Side::client ? contexts.client() : contexts.server()))} {
    SSL_set_default_read_buffer_len(ssl_.get(), read_buffer_size);
    check(SSL_set_fd(ssl_.get(), descriptor));
    if (side == Side::client) expect_server(ssl_.get());
    if (side == Side::client)
        SSL_set_connect_state(ssl_.get());
    else
        SSL_set_accept_state(ssl_.get());
}

std::size_t OpensslSocketEnd::read(MutableView into) {
    const int size = SSL_read(ssl_.get(), into.data(), static_cast<int>(into.size()));
    check(size);
    return static_cast<std::size_t>(size);
}

} // namespace vitrine::bench
