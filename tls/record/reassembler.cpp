// From the fragments in handshake records to whole handshake messages (RFC 5246 §6.2.1).
#include "tls/record/reassembler.h"

#include <fmt/format.h>

namespace vitrine::tls {

namespace {

constexpr std::size_t handshake_header_size = 4; // bytes: msg_type, uint24 length; RFC 5246 §7.4

std::size_t limit_of(HandshakeType type) {
    return type == HandshakeType::certificate ? max_certificate_message : max_handshake_message;
}

// The size that a message's header announces, header included; refused if it is over the limit.
std::size_t announced_size(View message) {
    const HandshakeType type{message[0]};
    const std::size_t length = std::size_t{message[1]} << 16 | std::size_t{message[2]} << 8 | message[3];
    const std::size_t size = handshake_header_size + length;
    if (size > limit_of(type))
        refuse(AlertDescription::illegal_parameter,
               fmt::format("a handshake message announces {} bytes where {} is the most", size, limit_of(type)),
               "RFC 5246 §7.4");
    return size;
}

} // namespace

void Reassembler::add(View fragment) {
    require(!fragment.empty(), AlertDescription::unexpected_message, "an empty handshake record", "RFC 5246 §6.2.1");
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(taken_));
    taken_ = 0;
    append(bytes_, fragment);
    check_announced();
}

// Looks at every header that is there, so that no more is waited for than will be taken.
void Reassembler::check_announced() const {
    View rest{bytes_};
    while (rest.size() >= handshake_header_size) {
        const std::size_t size = announced_size(rest);
        if (rest.size() < size) return;
        rest = rest.subspan(size);
    }
}

std::optional<View> Reassembler::next() {
    const View rest = View{bytes_}.subspan(taken_);
    if (rest.size() < handshake_header_size) return std::nullopt;
    const std::size_t size = announced_size(rest);
    if (rest.size() < size) return std::nullopt;
    taken_ += size;
    return rest.first(size);
}

void Reassembler::release_if_empty() {
    if (!empty()) return;
    bytes_ = Bytes{};
    taken_ = 0;
}

} // namespace vitrine::tls
