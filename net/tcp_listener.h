// A listening TCP socket.
#pragma once

#include "net/tcp_socket.h"

#include <optional>

namespace vitrine::net {

class TcpListener {
public:
    // `host` empty: every address of this machine, IPv6 and IPv4. Port "0": any that is free.
    // Throws NetworkError ("cannot listen on localhost:443: Permission denied").
    TcpListener(const std::string& host, const std::string& port, IpVersion version);

    // Waits for the next client; nothing once stop() was called. Passing trouble (a client that is gone already,
    // no descriptors left for a moment) is waited out, not reported.
    std::optional<TcpSocket> accept();
    // Makes a waiting accept() return, and every later one. Safe in a signal handler.
    void stop();
    std::string local_address() const;                      // "127.0.0.1:40123"
    int descriptor() const { return descriptor_.number(); } // of the listening socket

private:
    Descriptor descriptor_;
    Descriptor stop_reader_; // readable once stop() was called, and ever after
    Descriptor stop_writer_;
};

} // namespace vitrine::net
