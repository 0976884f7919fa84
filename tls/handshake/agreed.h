// What both sides came to agree on, for whoever asks: an application, a status page, a log.
#pragma once

#include "tls/base/numbers.h"
#include "tls/base/resumption.h"
#include "tls/handshake/record_limits.h"

#include <optional>
#include <string>

namespace vitrine::tls {

// Grows during the handshake; complete once it is established.
struct Agreed {
    std::optional<CipherSuite> cipher_suite;
    Resumption resumption = Resumption::none;        // how it came from an earlier connection, if it did
    std::optional<NamedGroup> group;                 // of the key exchange; none in a resumed connection
    std::optional<SignatureScheme> signature_scheme; // of the ServerKeyExchange; none in a resumed connection
    bool extended_master_secret = false;             // RFC 7627
    bool secure_renegotiation = false;               // RFC 5746
    std::string alpn_protocol;                       // RFC 7301; empty: none
    std::string server_name;                         // RFC 6066 §3, as the client sent it; empty: none
    RecordLimits record_limits;                      // RFC 6066 §4, RFC 8449
};

} // namespace vitrine::tls
