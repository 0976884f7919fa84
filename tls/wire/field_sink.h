// Who wants to hear of every field of a message, as it lies in the bytes.
#pragma once

#include "crypto/bytes.h"

namespace vitrine::tls {

// One field, or the length prefix that opens a vector. In the order they are told, the fields of a message cover
// each of its bytes once. The views die with the call.
struct Field {
    std::string_view path;    // "ClientHello.extensions[2].extension_data.server_name_list"
    std::string_view name;    // last part of the path
    std::size_t offset;       // of its first byte, from the start of the message
    View bytes;               // just its own bytes: a vector's content comes as fields of its own
    std::string_view meaning; // "TLS_ECDHE_RSA_…", "length", or empty; a peer's text comes unescaped
    std::size_t depth;        // nesting: 0 for the fields of the message itself
};

class FieldSink {
public:
    virtual ~FieldSink() = default;
    virtual void field(const Field& field) = 0;
};

} // namespace vitrine::tls
