// Tokens that only a successful check can make. `established` cannot be entered without them, so a check that is
// skipped by mistake (the "goto fail" of CVE-2014-1266) stops the handshake instead of passing it.
#pragma once

#include "tls/base/error.h"

#include <optional>

namespace vitrine::tls {

struct Dialogue;
struct CertificateVerify;
struct Finished;
struct ServerKeyExchange;

class PathAccepted;
class KeyExchangeSigned;
class PossessionProven;
class FinishedVerified;
class SessionResumed;

// The five checks. Each refuses, or returns its token.
PathAccepted accept_path(Dialogue& dialogue);
KeyExchangeSigned verify_key_exchange(Dialogue& dialogue, const ServerKeyExchange& exchange);
PossessionProven verify_possession(Dialogue& dialogue, const CertificateVerify& verify);
FinishedVerified verify_finished(Dialogue& dialogue, const Finished& finished);
SessionResumed accept_session(Dialogue& dialogue);

// The peer's certificate was validated, or the configuration takes any.
class PathAccepted {
    PathAccepted() = default;
    friend PathAccepted accept_path(Dialogue& dialogue);
};

// The ServerKeyExchange carries a signature by the key of the server's certificate.
class KeyExchangeSigned {
    KeyExchangeSigned() = default;
    friend KeyExchangeSigned verify_key_exchange(Dialogue& dialogue, const ServerKeyExchange& exchange);
};

// The client holds the private key of the certificate it showed.
class PossessionProven {
    PossessionProven() = default;
    friend PossessionProven verify_possession(Dialogue& dialogue, const CertificateVerify& verify);
};

// The peer saw the same messages and knows the master secret.
class FinishedVerified {
    FinishedVerified() = default;
    friend FinishedVerified verify_finished(Dialogue& dialogue, const Finished& finished);
};

// Both took up the same session, and may (RFC 5246 §7.4.1.3, RFC 7627 §5.3): it stands in the place of a key exchange.
class SessionResumed {
    SessionResumed() = default;
    friend SessionResumed accept_session(Dialogue& dialogue);
};

struct Proofs {
    std::optional<PathAccepted> path;
    std::optional<KeyExchangeSigned> key_exchange;
    std::optional<PossessionProven> possession;
    std::optional<FinishedVerified> finished;
    std::optional<SessionResumed> session;
};

} // namespace vitrine::tls
