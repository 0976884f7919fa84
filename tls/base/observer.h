// What a connection tells whoever watches it. Observers look and never act: every view is const, dies with the call,
// and nothing they do changes a byte on the wire. Each event costs one pointer test when nobody watches.
#pragma once

#include "crypto/bytes.h"
#include "tls/base/numbers.h"
#include "tls/base/role.h"

namespace vitrine::tls {

struct Edge; // a row of the handshake flow: tls/handshake/flow.h

// One record, after it was opened or before it is sealed.
struct RecordEvent {
    Role sender;
    std::uint64_t sequence_number; // of this direction under its present keys
    ContentType type;
    View header;         // the 5 bytes
    View explicit_nonce; // 8 bytes; empty while nothing is encrypted
    View aad;            // 13 bytes; empty while nothing is encrypted
    View plaintext;
};

// One whole handshake message, or a ChangeCipherSpec.
struct MessageEvent {
    Role sender;
    ContentType type; // handshake or change_cipher_spec
    View bytes;       // with the 4-byte handshake header, where there is one
};

struct AlertEvent {
    Role sender;
    AlertLevel level;
    AlertDescription description;
};

// A choice of the negotiation, in words: "cipher suite", "TLS_ECDHE_…", "first of ours that the client offers".
struct ChoiceEvent {
    std::string_view what;
    std::string chosen;
    std::string_view why;
};

// A check that was made, passed or not.
struct CheckEvent {
    std::string_view what; // "signature of ServerKeyExchange"
    std::string found;     // what the peer sent or what was computed
    bool passed;
    std::string_view rfc;
};

class Observer {
public:
    virtual ~Observer() = default;
    virtual void record(Role /*us*/, const RecordEvent&) {}
    virtual void message(Role /*us*/, const MessageEvent&) {}
    virtual void moved(Role /*us*/, const Edge&) {}
    virtual void chose(Role /*us*/, const ChoiceEvent&) {}
    virtual void checked(Role /*us*/, const CheckEvent&) {}
    virtual void alert(Role /*us*/, const AlertEvent&) {}
    // A secret of this connection: the one door by which they leave the core. `label` is that of RFC 9850:
    // "CLIENT_RANDOM" with the master secret.
    virtual void secret(Role /*us*/, std::string_view /*label*/, View /*client_random*/, View /*secret*/) {}
};

} // namespace vitrine::tls
