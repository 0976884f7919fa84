// A captured frame to the TCP segment in it: link layer, IPv4 (RFC 791) or IPv6 (RFC 8200), TCP (RFC 9293).
#include "apps/packet.h"

#include <fmt/format.h>
#include <pcap/dlt.h>

#include <algorithm>
#include <tuple>

#include <arpa/inet.h>

namespace vitrine::apps {

namespace {

constexpr std::uint16_t ethertype_ipv4 = 0x0800, ethertype_ipv6 = 0x86dd;
constexpr std::array<std::uint16_t, 3> ethertypes_vlan{0x8100, 0x88a8, 0x9100}; // a tag of 4 bytes follows
constexpr std::uint8_t protocol_tcp = 6;
constexpr std::size_t ipv4_header_size = 20, ipv6_header_size = 40, tcp_header_size = 20; // bytes, without options

std::uint16_t uint16_at(View bytes, std::size_t at) {
    return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}
std::uint32_t uint32_at(View bytes, std::size_t at) {
    return std::uint32_t{uint16_at(bytes, at)} << 16 | uint16_at(bytes, at + 2);
}

Frame trouble(std::string sentence) { return {std::nullopt, std::move(sentence)}; }

struct LinkLayer {
    int type;
    std::size_t header_size;
    std::optional<std::size_t> protocol_at; // where its ethertype stands; nothing: IP of either version follows
};

// clang-format off
constexpr std::array link_layers{
    //        type            header_size  protocol_at
    LinkLayer{DLT_NULL,       4,           std::nullopt}, // the BSDs' loopback
    LinkLayer{DLT_EN10MB,     14,          12},           // Ethernet
    LinkLayer{DLT_RAW,        0,           std::nullopt},
    LinkLayer{DLT_LOOP,       4,           std::nullopt},
    LinkLayer{DLT_LINUX_SLL,  16,          14},           // Linux, interface "any", by older tools
    LinkLayer{DLT_IPV4,       0,           std::nullopt},
    LinkLayer{DLT_IPV6,       0,           std::nullopt},
    LinkLayer{DLT_LINUX_SLL2, 20,          0},            // the same by newer ones
};
// clang-format on

const LinkLayer* find_link_layer(int type) {
    const auto* const row = std::ranges::find(link_layers, type, &LinkLayer::type);
    return row == link_layers.end() ? nullptr : row;
}

// The IP packet in a frame; nothing if it carries something else.
std::optional<View> ip_packet_in(const LinkLayer& link, View frame) {
    if (frame.size() < link.header_size) return std::nullopt;
    View rest = frame.subspan(link.header_size);
    if (!link.protocol_at) return rest;
    std::uint16_t ethertype = uint16_at(frame, *link.protocol_at);
    while (std::ranges::find(ethertypes_vlan, ethertype) != ethertypes_vlan.end()) {
        if (rest.size() < 4) return std::nullopt;
        ethertype = uint16_at(rest, 2);
        rest = rest.subspan(4);
    }
    if (ethertype != ethertype_ipv4 && ethertype != ethertype_ipv6) return std::nullopt;
    return rest;
}

// What an IP packet carries.
struct Datagram {
    Endpoint source, destination; // without their ports yet
    View payload;                 // as far as it was captured
    std::size_t size = 0;         // of the payload as it was sent
};

Endpoint address_at(View packet, std::size_t at, std::uint8_t size) {
    Endpoint endpoint;
    endpoint.address_size = size;
    std::ranges::copy(packet.subspan(at, size), endpoint.address.begin());
    return endpoint;
}

// `size`: of the payload, as the packet says; what lies behind it is padding of the link layer.
Datagram datagram_of(Endpoint source, Endpoint destination, View behind_header, std::size_t size) {
    return {source, destination, behind_header.first(std::min(size, behind_header.size())), size};
}

Frame read_tcp(const Datagram& datagram) {
    const View header = datagram.payload;
    if (header.size() < tcp_header_size) return trouble("it ends inside its TCP header");
    const std::size_t header_size = std::size_t{header[12]} / 16 * 4; // data offset, in words: RFC 9293 §3.1
    if (header_size < tcp_header_size || header_size > datagram.size)
        return trouble("its TCP header has no valid size");
    TcpSegment segment;
    segment.source = datagram.source;
    segment.destination = datagram.destination;
    segment.source.port = uint16_at(header, 0);
    segment.destination.port = uint16_at(header, 2);
    segment.sequence_number = uint32_at(header, 4);
    segment.acknowledgment_number = uint32_at(header, 8);
    segment.fin = (header[13] & 0x01) != 0;
    segment.syn = (header[13] & 0x02) != 0;
    segment.rst = (header[13] & 0x04) != 0;
    segment.ack = (header[13] & 0x10) != 0;
    segment.payload = header.subspan(std::min(header_size, header.size()));
    segment.not_captured = datagram.size - header_size - segment.payload.size();
    return {segment, ""};
}

Frame read_ipv4(View packet) { // RFC 791 §3.1
    if (packet.size() < ipv4_header_size) return trouble("it ends inside its IPv4 header");
    if (packet[9] != protocol_tcp) return {};
    const std::size_t header_size = std::size_t{packet[0]} % 16 * 4;
    if (header_size < ipv4_header_size || header_size > packet.size())
        return trouble("its IPv4 header has no valid size");
    const std::uint16_t fragment = uint16_at(packet, 6) & 0x3fff; // more fragments, and the offset
    if (fragment != 0) return trouble("it is a fragment of an IPv4 packet: fragments are not put together");
    // 0: segments that are put together only by the network card
    const std::size_t size = uint16_at(packet, 2) == 0 ? packet.size() : uint16_at(packet, 2);
    if (size < header_size) return trouble("its IPv4 header has no valid size");
    return read_tcp(datagram_of(address_at(packet, 12, 4), address_at(packet, 16, 4), packet.subspan(header_size),
                                size - header_size));
}

// Headers between that of IPv6 and TCP: hop-by-hop, routing, destination options (RFC 8200 §4.1).
bool is_extension_header(std::uint8_t next_header) {
    return next_header == 0 || next_header == 43 || next_header == 60;
}

Frame read_ipv6(View packet) { // RFC 8200 §3
    if (packet.size() < ipv6_header_size) return trouble("it ends inside its IPv6 header");
    std::uint8_t next_header = packet[6];
    View rest = packet.subspan(ipv6_header_size);
    std::size_t size = uint16_at(packet, 4) == 0 ? rest.size() : uint16_at(packet, 4); // 0: as in read_ipv4
    while (is_extension_header(next_header)) {
        const std::size_t header_size = rest.size() < 2 ? 0 : (std::size_t{rest[1]} + 1) * 8;
        if (header_size == 0 || header_size > std::min(size, rest.size()))
            return trouble("an IPv6 extension header has no valid size");
        next_header = rest[0];
        rest = rest.subspan(header_size);
        size -= header_size;
    }
    if (next_header == 44) // RFC 8200 §4.5
        return trouble("it is a fragment of an IPv6 packet: fragments are not put together");
    if (next_header != protocol_tcp) return {};
    return read_tcp(datagram_of(address_at(packet, 8, 16), address_at(packet, 24, 16), rest, size));
}

} // namespace

bool Endpoint::operator<(const Endpoint& other) const {
    return std::tie(address_size, address, port) < std::tie(other.address_size, other.address, other.port);
}

std::string text_of(const Endpoint& endpoint) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(endpoint.address_size == 4 ? AF_INET : AF_INET6, endpoint.address.data(), text.data(), text.size());
    if (endpoint.address_size == 4) return fmt::format("{}:{}", text.data(), endpoint.port);
    return fmt::format("[{}]:{}", text.data(), endpoint.port);
}

bool is_known_link_type(int link_type) { return find_link_layer(link_type) != nullptr; }

Frame read_frame(int link_type, View bytes) {
    const LinkLayer* const link = find_link_layer(link_type);
    const std::optional<View> packet = link == nullptr ? std::nullopt : ip_packet_in(*link, bytes);
    if (!packet || packet->empty()) return {};
    switch ((*packet)[0] / 16) { // the version
    case 4: return read_ipv4(*packet);
    case 6: return read_ipv6(*packet);
    default: return {};
    }
}

} // namespace vitrine::apps
