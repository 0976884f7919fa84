// ServerKeyExchange, ServerHelloDone and ClientKeyExchange of ECDHE (RFC 8422 §5.4, §5.7; RFC 5246 §7.4.5).
#include "tls/messages/key_exchange.h"

namespace vitrine::tls {

void describe(Wire& wire, ServerEcdhParams& params) { // RFC 8422 §5.4, for a named_curve
    wire.number("curve_type", params.curve_type);
    wire.number("named_curve", params.named_curve);
    wire.opaque("public", params.public_point, Length::u8, {1, 255});
}

void describe(Wire& wire, ServerKeyExchange& exchange) { // RFC 8422 §5.4
    describe(wire, exchange.params);
    wire.number("algorithm", exchange.algorithm);
    wire.opaque("signature", exchange.signature, Length::u16, {0, 65535});
}

void describe(Wire& /*wire*/, ServerHelloDone& /*done*/) {}

void describe(Wire& wire, ClientKeyExchange& exchange) { // RFC 8422 §5.7
    wire.opaque("ecdh_Yc", exchange.ecdh_yc, Length::u8, {1, 255});
}

} // namespace vitrine::tls
