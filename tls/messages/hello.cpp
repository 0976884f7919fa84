// HelloRequest, ClientHello and ServerHello (RFC 5246 §7.4.1).
#include "tls/messages/hello.h"

namespace vitrine::tls {

void describe(Wire& /*wire*/, HelloRequest& /*request*/) {}

void describe(Wire& wire, ClientHello& hello) { // RFC 5246 §7.4.1.2
    wire.number("client_version", hello.client_version);
    wire.fixed("random", hello.random);
    wire.opaque("session_id", hello.session_id, Length::u8, {0, 32});
    wire.list("cipher_suites", hello.cipher_suites, Length::u16, {2, 65534});
    wire.list("compression_methods", hello.compression_methods, Length::u8, {1, 255});
    if (wire.present(hello.extensions)) wire.list("extensions", *hello.extensions, Length::u16, {0, 65535});
}

void describe(Wire& wire, ServerHello& hello) { // RFC 5246 §7.4.1.3
    wire.number("server_version", hello.server_version);
    wire.fixed("random", hello.random);
    wire.opaque("session_id", hello.session_id, Length::u8, {0, 32});
    wire.number("cipher_suite", hello.cipher_suite);
    wire.number("compression_method", hello.compression_method);
    if (wire.present(hello.extensions)) wire.list("extensions", *hello.extensions, Length::u16, {0, 65535});
}

} // namespace vitrine::tls
