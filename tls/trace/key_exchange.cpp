// The key exchanges that vitrine does not speak (RFC 5246 §7.4.3, §7.4.7).
#include "tls/trace/key_exchange.h"

namespace vitrine::tls {

void describe(Wire& wire, ServerDhExchange& exchange) {
    wire.opaque("dh_p", exchange.dh_p, Length::u16, {1, 65535});
    wire.opaque("dh_g", exchange.dh_g, Length::u16, {1, 65535});
    wire.opaque("dh_Ys", exchange.dh_ys, Length::u16, {1, 65535});
    wire.number("algorithm", exchange.algorithm);
    wire.opaque("signature", exchange.signature, Length::u16, {0, 65535});
}

void describe(Wire& wire, ClientDhExchange& exchange) { wire.opaque("dh_Yc", exchange.dh_yc, Length::u16, {1, 65535}); }

void describe(Wire& wire, ClientRsaExchange& exchange) {
    wire.opaque("EncryptedPreMasterSecret", exchange.encrypted_pre_master_secret, Length::u16, {0, 65535});
}

void describe(Wire& wire, OtherExchange& exchange) { wire.rest("content", exchange.content); }

} // namespace vitrine::tls
