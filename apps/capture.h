// Captures by tcpdump, Wireshark and others (pcap, pcapng): the TCP connections in them, put together from their
// packets.
#pragma once

#include "crypto/bytes.h"
#include "tls/trace/dissect.h"

#include <chrono>
#include <stdexcept>

namespace vitrine::apps {

// Bytes that became readable in order with one packet.
struct Chunk {
    tls::Role sender;
    Bytes bytes;
    std::size_t packet; // which brought them, counted from 1 as Wireshark does
    std::chrono::sys_time<std::chrono::microseconds> time;
};

struct Conversation {
    std::string client, server;        // "127.0.0.1:50412", "[::1]:443"
    std::vector<Chunk> chunks;         // both directions, in order
    std::vector<std::string> troubles; // whole sentences: what is missing or doubtful, and where
};

// What the conversation's chunks hold, for tls::dissect(); it must outlive them.
std::vector<tls::Passage> passages_of(const Conversation& conversation);

struct Capture {
    std::vector<Conversation> conversations; // those with data, by their first packet
    std::string key_log;                     // text of the Decryption Secrets Blocks of a pcapng, if there are any
    std::vector<std::string> troubles;       // that belong to no conversation
};

// The file is no capture, or of a kind that is not read; the sentence says what can be done.
class CaptureError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// By its first bytes.
bool is_capture(View file);

// A whole pcap or pcapng file of Ethernet, Linux cooked (SLL, SLL2), loopback or raw IP. Who opened the TCP connection
// is the client, unless it was the other one that sent the ClientHello. Bytes behind a gap are left out. All of it is
// what strangers sent: escape it. Throws CaptureError.
Capture read_capture(View file);

} // namespace vitrine::apps
