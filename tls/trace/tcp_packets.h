// TCP/IP packets around bytes that need none: what a capture of a connection would show (RFC 9293, RFC 791, RFC 8200).
#pragma once

#include "crypto/bytes.h"
#include "tls/base/role.h"

namespace vitrine::tls {

struct TcpEnd {
    Bytes address; // 4 bytes for IPv4, 16 for IPv6
    std::uint16_t port = 0;
};
struct TcpEnds { // both of one kind of address
    TcpEnd client{{127, 0, 0, 1}, 49152}, server{{127, 0, 0, 1}, 443};
};

// The packets of one connection, beginning with the header of IP; each function gives the next ones. Sequence numbers
// and acknowledgments fit, and so do the checksums.
class TcpPackets {
public:
    explicit TcpPackets(TcpEnds ends) : ends_(std::move(ends)) {}

    std::vector<Bytes> open();                        // the three-way handshake
    std::vector<Bytes> data(Role sender, View bytes); // in segments; and an acknowledgment, if many wait for one
    std::vector<Bytes> close();                       // FIN from both

private:
    struct Segment;

    Bytes packet(const Segment& segment);
    Bytes tcp(const Segment& segment) const;
    Bytes ip(const Segment& segment, View tcp) const;
    const TcpEnd& end(Role role) const { return role == Role::client ? ends_.client : ends_.server; }
    std::uint32_t& sent_by(Role role) { return role == Role::client ? sent_by_client_ : sent_by_server_; }

    TcpEnds ends_;
    std::uint32_t sent_by_client_ = 0, sent_by_server_ = 0; // the next sequence number of each
    std::size_t unacknowledged_ = 0;                        // bytes of the present sender
    Role last_sender_ = Role::client;
};

} // namespace vitrine::tls
