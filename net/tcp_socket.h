// A connected TCP socket, IPv4 or IPv6, blocking, with deadlines.
#pragma once

#include "net/transport.h"

#include <string>

namespace vitrine::net {

enum class IpVersion : std::uint8_t { any, v4, v6 };

class TcpSocket final : public Transport {
public:
    // Tries every address of the host in turn until one accepts or the deadline passes.
    // Throws NetworkError ("cannot connect to localhost:4433: Connection refused") or TimeoutError.
    static TcpSocket connect(const std::string& host, const std::string& port, IpVersion version, Deadline deadline);
    explicit TcpSocket(int descriptor); // takes over a connected socket
    TcpSocket(TcpSocket&& other) noexcept;
    TcpSocket& operator=(TcpSocket&& other) noexcept;
    ~TcpSocket() override;

    std::size_t read(MutableView into) override;
    void write(View bytes) override;
    void set_deadline(Deadline deadline) override { deadline_ = deadline; }
    void shutdown_write() override;
    // Ends both directions at once; a read or write that another thread waits in returns.
    void shutdown_both();

    int descriptor() const { return descriptor_; }
    std::string peer_address() const; // "127.0.0.1:4433", "[::1]:4433"

private:
    void wait_for(short events) const;

    int descriptor_;
    Deadline deadline_ = no_deadline;
};

} // namespace vitrine::net
