// How much plaintext a record may hold, where less than 2^14 bytes was agreed on: max_fragment_length (RFC 6066 §4) and
// record_size_limit (RFC 8449).
#pragma once

#include "tls/messages/hello.h"

namespace vitrine::tls {

struct ClientConfig;
struct Dialogue;

constexpr std::uint16_t min_record_size_limit = 64; // bytes; RFC 8449 §4

// Bytes of plaintext in a record, either way. Without an extension they are what TLS itself allows: RFC 5246 §6.2.1.
struct RecordLimits {
    std::size_t to_send = 1 << 14;
    std::size_t to_receive = 1 << 14;
    std::optional<ExtensionType> by; // max_fragment_length or record_size_limit, if one was agreed on

    // max_fragment_length means every record from ServerHello on, record_size_limit only those that are protected: more
    // in the clear is then taken, though not sent.
    bool hold_in_the_clear() const { return by == ExtensionType::max_fragment_length; }
};

// 512, 1024, 2048 or 4096 bytes (RFC 6066 §4).
constexpr std::size_t size_of(MaxFragmentLength length) { return std::size_t{256} << static_cast<unsigned>(length); }

// The client's half: what it asks for, and what it makes of the answer.
void offer_record_limits(const ClientConfig& config, Extensions& extensions);
void read_record_limits(Dialogue& dialogue, const ServerHello& hello);

// The server's half: refuses what no client may ask for, takes the rest, and answers.
void write_record_limits(Dialogue& dialogue, Extensions& extensions);

} // namespace vitrine::tls
