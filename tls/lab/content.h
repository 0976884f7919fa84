// The content of one record, as plaintext: what a scripted peer says.
#pragma once

#include "crypto/bytes.h"
#include "tls/base/numbers.h"

namespace vitrine::tls {

struct Content {
    ContentType type{};
    Bytes bytes;
};

// A handshake message with its header.
Content content_of(HandshakeType type, View body);
Content content_of(AlertLevel level, AlertDescription description);

} // namespace vitrine::tls
