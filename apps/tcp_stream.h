// One direction of a captured TCP connection: from segments in any order to bytes in order (RFC 9293 §3.4).
#pragma once

#include "crypto/bytes.h"

#include <map>

namespace vitrine::apps {

// Offsets count the bytes of the stream from 0, where sequence numbers begin anywhere and wrap around.
class TcpStream {
public:
    // The sequence number of the first byte; only the first call counts.
    void begin_at(std::uint32_t sequence_number);
    bool begun() const { return base_.has_value(); }
    bool begins_at(std::uint32_t sequence_number) const { return base_ == sequence_number; }

    // Takes a segment of a stream that has begun; the bytes that are in order now and were not before. Of bytes that
    // came twice the first are kept.
    Bytes add(std::uint32_t sequence_number, View payload, std::size_t packet);
    // The other end has all bytes before this number.
    void acknowledge(std::uint32_t sequence_number);
    // FIN stands behind the last byte.
    void end_at(std::uint32_t sequence_number);

    View bytes() const { return bytes_; } // all that are in order
    // What is missing or doubtful now that no more will come; each goes on from "the client" or "the server".
    std::vector<std::string> troubles() const;

private:
    struct Early { // what lies behind a gap
        Bytes bytes;
        std::size_t packet;
    };

    std::int64_t offset_of(std::uint32_t sequence_number) const;
    void fill(std::size_t offset, View payload, std::size_t packet);
    std::size_t compare(View payload, View kept, std::size_t packet);

    std::optional<std::uint32_t> base_;
    Bytes bytes_;
    std::map<std::size_t, Early> early_; // by offset; they neither touch bytes_ nor overlap
    std::int64_t acknowledged_ = 0;
    std::optional<std::int64_t> end_;
    std::size_t contradictions_ = 0, first_contradiction_ = 0; // segments that repeat bytes as others; its packet
};

} // namespace vitrine::apps
