// ServerKeyExchange, ServerHelloDone and ClientKeyExchange of ECDHE (RFC 8422 §5.4, §5.7; RFC 5246 §7.4.5).
#pragma once

#include "tls/base/names.h"
#include "tls/wire/wire.h"

namespace vitrine::tls {

struct ServerEcdhParams { // RFC 8422 §5.4
    EcCurveType curve_type = EcCurveType::named_curve;
    NamedGroup named_curve{};
    Bytes public_point;
};
struct ServerKeyExchange {   // RFC 8422 §5.4
    ServerEcdhParams params; // the signature covers both randoms and encode(params)
    SignatureScheme algorithm{};
    Bytes signature;
};
struct ServerHelloDone {}; // RFC 5246 §7.4.5: no content
struct ClientKeyExchange { // RFC 8422 §5.7
    Bytes ecdh_yc;         // the client's public point
};

void describe(Wire& wire, ServerEcdhParams& params);
void describe(Wire& wire, ServerKeyExchange& exchange);
void describe(Wire& wire, ServerHelloDone& done);
void describe(Wire& wire, ClientKeyExchange& exchange);

} // namespace vitrine::tls
