// What both sides came to agree on, for whoever asks: an application, a status page, a log.
#pragma once

#include "tls/base/numbers.h"

#include <optional>
#include <string>

namespace vitrine::tls {

// Grows during the handshake; complete once it is established.
struct Agreed {
    std::optional<CipherSuite> cipher_suite;
    std::optional<NamedGroup> group;                 // of the key exchange
    std::optional<SignatureScheme> signature_scheme; // of the ServerKeyExchange
    bool extended_master_secret = false;             // RFC 7627
    bool secure_renegotiation = false;               // RFC 5746
    std::string alpn_protocol;                       // RFC 7301; empty: none
    std::string server_name;                         // RFC 6066 §3, as the client sent it; empty: none
};

} // namespace vitrine::tls
