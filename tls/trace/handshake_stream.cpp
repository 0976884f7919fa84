// The handshake content of one direction, cut into messages (RFC 5246 §6.2.1, §7.4).
#include "tls/trace/handshake_stream.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

constexpr std::size_t header_size = 4; // msg_type and length, RFC 5246 §7.4

std::size_t size_of_message(View header) {
    return header_size + (std::size_t{header[1]} << 16 | std::size_t{header[2]} << 8 | header[3]);
}

} // namespace

void HandshakeStream::add(std::size_t record, std::size_t offset, View content) {
    if (content.empty()) return;
    pieces_.push_back({record, offset, bytes_.size(), bytes_.size() + content.size()});
    append(bytes_, content);
}

std::optional<PlacedMessage> HandshakeStream::next(KeyExchangeAlgorithm exchange) {
    const View left = View{bytes_}.subspan(taken_);
    if (left.size() < header_size || left.size() < size_of_message(left)) return std::nullopt;
    return take(size_of_message(left), exchange);
}

std::optional<PlacedMessage> HandshakeStream::rest(KeyExchangeAlgorithm exchange) {
    if (empty()) return std::nullopt;
    return take(bytes_.size() - taken_, exchange);
}

PlacedMessage HandshakeStream::take(std::size_t size, KeyExchangeAlgorithm exchange) {
    const View bytes = View{bytes_}.subspan(taken_, size);
    PlacedMessage message{annotate(ContentType::handshake, bytes, exchange), 0, {}};
    for (const Span& span : spans_of(message.annotation, certificates_)) place(span, bytes, message);
    message.first_record = message.spans.front().record;
    taken_ += size;
    if (empty()) { // no piece is held any longer than a message needs it
        bytes_.clear();
        pieces_.clear();
        taken_ = 0;
    }
    return message;
}

// One span for each record that holds a part of it.
void HandshakeStream::place(const Span& span, View bytes, PlacedMessage& message) const {
    const std::size_t begin = static_cast<std::size_t>(bytes.data() - bytes_.data()) + span.offset;
    const std::size_t end = begin + span.size;
    auto piece = std::ranges::partition_point(pieces_, [&](const Piece& one) { return one.end <= begin; });
    for (; piece != pieces_.end() && piece->begin < end; ++piece) {
        Span part = span;
        const std::size_t from = std::max(begin, piece->begin);
        const std::size_t to = std::min(end, piece->end);
        part.offset = piece->offset + (from - piece->begin);
        part.size = to - from;
        part.continued = from > begin;
        part.continues = to < end;
        message.spans.push_back({piece->record, std::move(part)});
    }
}

} // namespace vitrine::tls
