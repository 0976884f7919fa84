// The key exchanges that vitrine does not speak (RFC 5246 §7.4.3, §7.4.7), described so that those of others can be
// annotated.
#pragma once

#include "tls/wire/wire.h"

namespace vitrine::tls {

struct ServerDhExchange { // RFC 5246 §7.4.3: ServerDHParams, and its signature
    Bytes dh_p, dh_g, dh_ys;
    SignatureScheme algorithm{};
    Bytes signature;
};
struct ClientDhExchange { // RFC 5246 §7.4.7.2
    Bytes dh_yc;
};
struct ClientRsaExchange { // RFC 5246 §7.4.7.1
    Bytes encrypted_pre_master_secret;
};
struct OtherExchange {
    Bytes content;
};

void describe(Wire& wire, ServerDhExchange& exchange);
void describe(Wire& wire, ClientDhExchange& exchange);
void describe(Wire& wire, ClientRsaExchange& exchange);
void describe(Wire& wire, OtherExchange& exchange);

} // namespace vitrine::tls
