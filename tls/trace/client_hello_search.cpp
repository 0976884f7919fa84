// Finds where TLS begins in a stream that may begin with something else: STARTTLS, or a proxy's CONNECT.
#include "tls/trace/client_hello_search.h"

#include "tls/record/record.h"

namespace vitrine::tls {

namespace {

constexpr std::size_t beginning = record_header_size + 4 + 2; // bytes: up to client_version; RFC 5246 §7.4.1.2

bool begins_client_hello(View bytes) {
    const RecordHeader header = read_header(bytes);
    const View message = bytes.subspan(record_header_size);
    return header.type == ContentType::handshake && bytes[1] == 3 && header.length >= 4 + 2 &&
           header.length <= max_plaintext && HandshakeType{message[0]} == HandshakeType::client_hello &&
           message[1] == 0 && message[4] == 3; // its length has 24 bits; both versions are 3.x
}

} // namespace

std::optional<std::size_t> find_client_hello(View stream) {
    for (std::size_t at = 0; at + beginning <= stream.size(); ++at)
        if (begins_client_hello(stream.subspan(at))) return at;
    return std::nullopt;
}

} // namespace vitrine::tls
