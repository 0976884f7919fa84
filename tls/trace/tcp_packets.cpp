// TCP/IP packets around bytes that need none (RFC 9293, RFC 791, RFC 8200).
#include "tls/trace/tcp_packets.h"

#include <algorithm>
#include <array>

namespace vitrine::tls {

namespace {

constexpr std::size_t max_segment_size = 1460;                     // bytes: what Ethernet leaves of 1500
constexpr std::size_t acknowledged_after = std::size_t{32} * 1024; // bytes: half of the window below
constexpr std::uint16_t window = 65535;
constexpr std::uint8_t protocol_tcp = 6;
constexpr std::uint8_t hop_limit = 64;

enum Flags : std::uint8_t { fin = 0x01, syn = 0x02, psh = 0x08, ack = 0x10 }; // RFC 9293 §3.1

void put16(Bytes& to, std::size_t value) {
    to.push_back(static_cast<std::uint8_t>(value >> 8));
    to.push_back(static_cast<std::uint8_t>(value));
}
void put32(Bytes& to, std::uint32_t value) {
    put16(to, value >> 16);
    put16(to, value);
}
void set16(MutableView at, std::uint16_t value) {
    at[0] = static_cast<std::uint8_t>(value >> 8);
    at[1] = static_cast<std::uint8_t>(value);
}

// The Internet checksum over several parts, each of even size but for the last (RFC 1071).
std::uint16_t checksum(std::initializer_list<View> parts) {
    std::uint64_t sum = 0;
    for (const View part : parts)
        for (std::size_t i = 0; i < part.size(); ++i) sum += i % 2 == 0 ? std::uint64_t{part[i]} << 8 : part[i];
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

} // namespace

struct TcpPackets::Segment {
    Role sender;
    int flags;
    View data;
};

Bytes TcpPackets::tcp(const Segment& segment) const { // RFC 9293 §3.1
    const bool opens = (segment.flags & syn) != 0;
    const std::array<std::uint8_t, 4> mss_option{2, 4, max_segment_size >> 8, max_segment_size & 0xff}; // §3.7.1
    const View options = opens ? View{mss_option} : View{};
    const std::uint32_t sent = segment.sender == Role::client ? sent_by_client_ : sent_by_server_;
    const std::uint32_t received = segment.sender == Role::client ? sent_by_server_ : sent_by_client_;
    Bytes out;
    put16(out, end(segment.sender).port);
    put16(out, end(other(segment.sender)).port);
    put32(out, sent);
    put32(out, (segment.flags & ack) != 0 ? received : 0);
    out.push_back(static_cast<std::uint8_t>((20 + options.size()) / 4 << 4)); // data offset, in words
    out.push_back(static_cast<std::uint8_t>(segment.flags));
    put16(out, window);
    put32(out, 0); // checksum, urgent pointer
    append(out, options);
    append(out, segment.data);

    Bytes pseudo_header = end(segment.sender).address;
    append(pseudo_header, end(other(segment.sender)).address);
    put32(pseudo_header, static_cast<std::uint32_t>(out.size())); // the sum is the same for IPv4, which has 16 bits
    put32(pseudo_header, protocol_tcp);
    set16(MutableView{out}.subspan(16), checksum({pseudo_header, out}));
    return out;
}

Bytes TcpPackets::ip(const Segment& segment, View tcp) const {
    const Bytes& source = end(segment.sender).address;
    const Bytes& destination = end(other(segment.sender)).address;
    Bytes out;
    if (source.size() == 4) { // RFC 791 §3.1
        put32(out, static_cast<std::uint32_t>(0x45000000 + 20 + tcp.size()));
        put32(out, 0x4000); // no identification; must not be fragmented
        append(out, Bytes{hop_limit, protocol_tcp, 0, 0});
    } else { // RFC 8200 §3
        put32(out, 0x60000000);
        put16(out, tcp.size());
        append(out, Bytes{protocol_tcp, hop_limit});
    }
    append(out, source);
    append(out, destination);
    if (source.size() == 4) set16(MutableView{out}.subspan(10), checksum({out}));
    append(out, tcp);
    return out;
}

Bytes TcpPackets::packet(const Segment& segment) {
    Bytes packet = ip(segment, tcp(segment));
    const bool counts_itself = (segment.flags & (syn | fin)) != 0; // as one byte: RFC 9293 §3.4
    sent_by(segment.sender) += static_cast<std::uint32_t>(segment.data.size() + (counts_itself ? 1 : 0));
    return packet;
}

std::vector<Bytes> TcpPackets::open() {
    std::vector<Bytes> packets;
    packets.push_back(packet({Role::client, syn, {}}));
    packets.push_back(packet({Role::server, syn | ack, {}}));
    packets.push_back(packet({Role::client, ack, {}}));
    return packets;
}

std::vector<Bytes> TcpPackets::data(Role sender, View bytes) {
    std::vector<Bytes> packets;
    unacknowledged_ = (sender == last_sender_ ? unacknowledged_ : 0) + bytes.size(); // an answer acknowledges
    last_sender_ = sender;
    while (!bytes.empty()) {
        const View segment = bytes.first(std::min(bytes.size(), max_segment_size));
        bytes = bytes.subspan(segment.size());
        packets.push_back(packet({sender, bytes.empty() ? ack | psh : ack, segment}));
    }
    if (unacknowledged_ < acknowledged_after) return packets;
    packets.push_back(packet({other(sender), ack, {}}));
    unacknowledged_ = 0;
    return packets;
}

std::vector<Bytes> TcpPackets::close() {
    std::vector<Bytes> packets;
    packets.push_back(packet({Role::client, fin | ack, {}}));
    packets.push_back(packet({Role::server, fin | ack, {}}));
    packets.push_back(packet({Role::client, ack, {}}));
    return packets;
}

} // namespace vitrine::tls
