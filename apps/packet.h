// A captured frame to the TCP segment in it: link layer, IPv4 (RFC 791) or IPv6 (RFC 8200), TCP (RFC 9293).
#pragma once

#include "crypto/bytes.h"

#include <array>

namespace vitrine::apps {

struct Endpoint {
    std::array<std::uint8_t, 16> address{};
    std::uint8_t address_size = 4; // bytes: 4 or 16
    std::uint16_t port = 0;
    bool operator==(const Endpoint&) const = default;
    bool operator<(const Endpoint& other) const;
};
std::string text_of(const Endpoint& endpoint); // "127.0.0.1:443", "[::1]:443"

struct TcpSegment {
    Endpoint source, destination;
    std::uint32_t sequence_number = 0, acknowledgment_number = 0;
    bool syn = false, ack = false, fin = false, rst = false;
    View payload;                 // as far as it was captured
    std::size_t not_captured = 0; // bytes of payload behind it
};

struct Frame {
    std::optional<TcpSegment> segment; // nothing: no TCP
    std::string trouble;               // a sentence, if it might be TCP and cannot be read
};

// True if frames of this DLT_ number are understood.
bool is_known_link_type(int link_type);
// Checksums are not looked at: where the network card computes them, those in a capture are wrong.
Frame read_frame(int link_type, View bytes);

} // namespace vitrine::apps
