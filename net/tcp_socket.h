// A connected TCP socket, IPv4 or IPv6, blocking, with deadlines.
#pragma once

#include "net/descriptor.h"
#include "net/resolver.h"
#include "net/transport.h"

#include <string>

namespace vitrine::net {

class TcpSocket final : public Transport {
public:
    // Tries every address of the host in turn until one accepts or the deadline passes.
    // Throws NetworkError ("cannot connect to localhost:4433: Connection refused") or TimeoutError.
    static TcpSocket connect(const std::string& host, const std::string& port, IpVersion version, Deadline deadline);
    explicit TcpSocket(int descriptor); // takes over a connected socket

    std::optional<std::size_t> try_read(MutableView into) override;
    void wait_to_read() override;
    void write(View bytes) override;
    std::size_t write_some(View bytes) override;
    void set_deadline(Deadline deadline) override { deadline_ = deadline; }
    void shutdown_write() override;
    // Ends both directions at once; a read or write that another thread waits in returns.
    void shutdown_both();

    int descriptor() const { return descriptor_.number(); }
    std::string peer_address() const { return peer_; } // "127.0.0.1:4433", "[::1]:4433"

private:
    explicit TcpSocket(Descriptor descriptor);
    std::size_t send_now(View bytes);

    Descriptor descriptor_;
    std::string peer_; // kept: the system forgets it when the connection breaks, just when a message needs it
    Deadline deadline_ = no_deadline;
};

} // namespace vitrine::net
