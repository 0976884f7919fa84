// What a connection tells whoever watches it. Observers look and never act: every view is const, dies with the call,
// and nothing they do changes a byte on the wire. Each event costs one pointer test when nobody watches.
#pragma once

#include "crypto/hash.h"
#include "tls/base/numbers.h"
#include "tls/base/resumption.h"
#include "tls/base/role.h"

#include <chrono>

namespace vitrine::tls {

struct Edge; // a row of the handshake flow: tls/handshake/flow.h

// What enters a connection from outside, in the order in which it was handed in: all that a replay needs besides the
// configuration and the randomness.
enum class Input : std::uint8_t {
    from_peer,    // bytes of a read
    end_of_peer,  // the stream has ended
    from_app,     // plaintext to be sealed
    taken_by_app, // so much plaintext was taken out: its size only
    close,        // close_notify was asked for
    abort,        // a fatal alert was asked for: its number, and the sentence
};
struct InputEvent {
    Input port;
    View bytes;       // empty for taken_by_app
    std::size_t size; // bytes
};

// One record as it lies on the wire: before it is opened, or after it was sealed. The tag is its last 16 bytes.
struct WireEvent {
    Role sender;
    View bytes; // header included
};

// One record's content, after it was opened or before it is sealed.
struct RecordEvent {
    Role sender;
    std::uint64_t sequence_number; // of this direction under its present keys
    ContentType type;
    View header;         // the 5 bytes
    View explicit_nonce; // 8 bytes; empty while nothing is encrypted, and by ChaCha20-Poly1305: RFC 7905 §2
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

// One candidate of a choice, taken or dropped: "cipher suite", "TLS_ECDHE_…", "the client does not offer it".
struct ChoiceEvent {
    std::string_view what;
    std::string candidate; // as the peer sent it, if it is the peer's: escape it
    bool taken;
    std::string_view why;
};

// A check that was made, passed or not. Texts are as the peer sent them: escape them.
struct CheckEvent {
    std::string_view what; // "signature of ServerKeyExchange"
    std::string found;     // what the peer sent
    std::string expected;  // what it was held against
    bool passed;
    std::string_view rfc;
};

// The end of a connection by a fault: ours to answer, or the peer's word.
struct FailureEvent {
    bool sent_by_peer;
    AlertDescription alert;
    std::string_view sentence;
    std::string_view rfc;
};

struct NamedBytes {
    std::string_view name; // in the RFC's words: "premaster secret", "client_random"
    View bytes;
};

// output = PRF(secret, label, seed), RFC 5246 §5.
struct DerivationEvent {
    std::string_view became; // "master_secret", "key_block", "verify_data"
    crypto::HashAlgorithm hash;
    std::string_view label; // "master secret"
    NamedBytes secret;
    std::span<const NamedBytes> seed;  // its parts, in order
    std::span<const crypto::Digest> a; // A(1), A(2) …, as many as the output took
    View output;
    std::span<const NamedBytes> parts; // what the output is cut into, in order; empty: it is one thing
};

// premaster secret = ECDH(our private key, the peer's point), RFC 8422 §5.10.
struct AgreementEvent {
    NamedGroup group;
    View our_point, peer_point;
    View premaster;
};

// A signature, made by us or checked.
struct SignatureEvent {
    Role signer;
    std::string_view what; // "ServerKeyExchange", "CertificateVerify"
    SignatureScheme scheme;
    View content; // what is signed
    View signature;
};

// A session that was taken from where sessions are kept, or put there.
enum class SessionAct : std::uint8_t {
    found,  // by the client before its hello, by the server on account of that hello
    issued, // as a ticket, by the server
    kept,   // for a later connection
};
struct SessionEvent {
    SessionAct act;
    Resumption by;   // what the identifier is
    View identifier; // the session ID or the ticket
    View session;    // its encoding, master secret included: tls/session/session.h
};

// A draw of randomness (see tls/trace/watched.h).
struct DrawEvent {
    std::string_view purpose; // "client_random"
    View bytes;
};

// Secrets leave the core through Observer alone: by secret(), derived(), agreed(), drew(), session(), and as plaintext
// in record().
class Observer {
public:
    virtual ~Observer() = default;
    virtual void entered(Role /*us*/, const InputEvent&) {}
    virtual void drew(Role /*us*/, const DrawEvent&) {}
    virtual void read_clock(Role /*us*/, std::chrono::sys_seconds /*now*/) {}
    virtual void wire(Role /*us*/, const WireEvent&) {}
    virtual void record(Role /*us*/, const RecordEvent&) {}
    virtual void message(Role /*us*/, const MessageEvent&) {}
    virtual void moved(Role /*us*/, const Edge&) {}
    virtual void chose(Role /*us*/, const ChoiceEvent&) {}
    virtual void checked(Role /*us*/, const CheckEvent&) {}
    virtual void signature(Role /*us*/, const SignatureEvent&) {}
    virtual void agreed(Role /*us*/, const AgreementEvent&) {}
    virtual void derived(Role /*us*/, const DerivationEvent&) {}
    virtual void session(Role /*us*/, const SessionEvent&) {}
    virtual void alert(Role /*us*/, const AlertEvent&) {}
    virtual void failed(Role /*us*/, const FailureEvent&) {}
    // For a key log. `label` is that of RFC 9850: "CLIENT_RANDOM" with the master secret.
    virtual void secret(Role /*us*/, std::string_view /*label*/, View /*client_random*/, View /*secret*/) {}
};

// Whom to tell, and for whom: an observer or nobody, with the role of the connection that it watches.
struct Audience {
    Observer* observer = nullptr;
    Role us = Role::client;
};

} // namespace vitrine::tls
