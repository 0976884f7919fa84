// Packets and capture files made by hand, for the tests of what reads captures.
#pragma once

#include "apps/packet.h"

#include <algorithm>
#include <pcap/dlt.h>

namespace vitrine::apps::test {

inline void put16(Bytes& to, std::size_t value) {
    to.push_back(static_cast<std::uint8_t>(value >> 8));
    to.push_back(static_cast<std::uint8_t>(value));
}
inline void put32(Bytes& to, std::size_t value) {
    put16(to, value >> 16 & 0xffff);
    put16(to, value & 0xffff);
}
inline void put32_le(Bytes& to, std::size_t value) {
    for (int i = 0; i < 4; ++i, value >>= 8) to.push_back(static_cast<std::uint8_t>(value));
}

inline Bytes text(std::string_view content) { return to_bytes(as_bytes(content)); }

enum Flags : std::uint8_t { none = 0, fin = 0x01, syn = 0x02, rst = 0x04, ack = 0x10 };

// One TCP segment; `from_client`: 10.0.0.1:50000 to 10.0.0.2:443, else the other way round.
struct Sent {
    bool from_client = true;
    std::uint32_t sequence_number = 0;
    std::string_view data = {};
    int flags = ack;
    std::uint32_t acknowledgment_number = 0;
};

inline Bytes tcp(const Sent& sent, std::uint16_t client_port = 50000, std::uint16_t server_port = 443) {
    Bytes out;
    put16(out, sent.from_client ? client_port : server_port);
    put16(out, sent.from_client ? server_port : client_port);
    put32(out, sent.sequence_number);
    put32(out, sent.acknowledgment_number);
    out.push_back(0x50); // five words of header
    out.push_back(static_cast<std::uint8_t>(sent.flags));
    put16(out, 65535);
    put32(out, 0);
    append(out, as_bytes(sent.data));
    return out;
}

inline Bytes ipv4(View payload, bool from_client = true) {
    Bytes out{0x45, 0};
    put16(out, 20 + payload.size());
    put32(out, 0);
    append(out, Bytes{64, 6, 0, 0});
    const Bytes client{10, 0, 0, 1};
    const Bytes server{10, 0, 0, 2};
    append(out, from_client ? client : server);
    append(out, from_client ? server : client);
    append(out, payload);
    return out;
}

inline Bytes ipv6(View payload, std::uint8_t next_header = 6) { // from ::1 to ::1
    Bytes out{0x60, 0, 0, 0};
    put16(out, payload.size());
    out.push_back(next_header);
    out.push_back(64);
    for (int i = 0; i < 2; ++i) {
        out.insert(out.end(), 15, 0);
        out.push_back(1);
    }
    append(out, payload);
    return out;
}

inline Bytes joined(View start, View rest) {
    Bytes out = to_bytes(start);
    append(out, rest);
    return out;
}

// A pcap file: one frame a second, from second 1000 on.
inline Bytes pcap_file(int link_type, const std::vector<Bytes>& frames, std::size_t snapshot_length = 262144) {
    Bytes out;
    for (const std::size_t word : {std::size_t{0xa1b2c3d4}, std::size_t{0x00040002}, std::size_t{0}, std::size_t{0},
                                   snapshot_length, static_cast<std::size_t>(link_type == DLT_RAW ? 101 : link_type)})
        put32_le(out, word);
    std::size_t second = 1000;
    for (const Bytes& frame : frames) {
        const std::size_t captured = std::min(frame.size(), snapshot_length);
        put32_le(out, second++);
        put32_le(out, 0);
        put32_le(out, captured);
        put32_le(out, frame.size());
        append(out, View{frame}.first(captured));
    }
    return out;
}

// A capture of raw IP with these segments.
inline Bytes capture_of(const std::vector<Sent>& sent) {
    std::vector<Bytes> frames;
    for (const Sent& segment : sent) frames.push_back(ipv4(tcp(segment), segment.from_client));
    return pcap_file(DLT_RAW, frames);
}

} // namespace vitrine::apps::test
