// The handshake content of one direction, cut into messages: which field lies where in which record (RFC 5246 §6.2.1).
#pragma once

#include "tls/trace/explain.h"

namespace vitrine::tls {

struct PlacedSpan {
    std::size_t record; // a number of the caller's
    Span span;
};

struct PlacedMessage {
    Annotation annotation;
    std::size_t first_record; // in which it begins
    std::vector<PlacedSpan> spans;
};

class HandshakeStream {
public:
    explicit HandshakeStream(Certificates certificates) : certificates_(certificates) {}

    // The content of one record more, which begins there at `offset`.
    void add(std::size_t record, std::size_t offset, View content);
    // The next message that is complete.
    std::optional<PlacedMessage> next(KeyExchangeAlgorithm exchange);
    // What is left of a message that is not, as far as it can be explained; afterwards the stream is empty.
    std::optional<PlacedMessage> rest(KeyExchangeAlgorithm exchange);
    bool empty() const { return taken_ == bytes_.size(); }

private:
    struct Piece {
        std::size_t record, offset; // where it lies
        std::size_t begin, end;     // in bytes_
    };

    PlacedMessage take(std::size_t size, KeyExchangeAlgorithm exchange);
    void place(const Span& span, View bytes, PlacedMessage& message) const;

    Certificates certificates_;
    Bytes bytes_;
    std::size_t taken_ = 0;
    std::vector<Piece> pieces_;
};

} // namespace vitrine::tls
