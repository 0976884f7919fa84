// The content of one record, as plaintext: what a scripted peer says.
#include "tls/lab/content.h"

#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

namespace vitrine::tls {

Content content_of(HandshakeType type, View body) { return {ContentType::handshake, with_header(type, body)}; }

Content content_of(AlertLevel level, AlertDescription description) {
    return {ContentType::alert, encode(Alert{level, description})};
}

} // namespace vitrine::tls
