// What one handshake has come to know so far: records that are each built whole by one function and const afterwards.
#pragma once

#include "crypto/ecdh.h"
#include "tls/base/environment.h"
#include "tls/base/held.h"
#include "tls/base/observer.h"
#include "tls/handshake/exports.h"
#include "tls/handshake/flow.h"
#include "tls/handshake/negotiate.h"
#include "tls/handshake/proofs.h"
#include "tls/handshake/record_limits.h"
#include "tls/handshake/transcript.h"
#include "tls/keys/key_schedule.h"
#include "tls/messages/handshake_message.h"
#include "tls/session/session.h"

#include <memory>

namespace vitrine::tls {

struct Agreement { // made by ServerHello
    const SuiteInfo* suite;
    Randoms randoms;
    bool extended_master_secret;
    bool secure_renegotiation;
    std::string alpn_protocol;
};

struct PeerIdentity { // made by the peer's Certificate
    std::vector<x509::Certificate> chain;
    x509::Verdict verdict;
    Bytes ocsp_response; // of CertificateStatus, as it came; empty: none
};

struct KeyExchange { // made by ServerKeyExchange
    NamedGroup group;
    SignatureScheme scheme;
    Bytes server_point;
};

// What is looked at, what it was held against, and what follows if it does not fit.
struct Check {
    std::string_view what;  // "cipher_suite"
    std::string found;      // the peer's value
    std::string expected;   // ours
    AlertDescription alert; // these three are the refusal: see tls/base/error.h
    std::string sentence;
    std::string_view rfc;
};

struct Dialogue {
    Dialogue(std::shared_ptr<const ClientConfig> config, Environment run_in)
        : us(Role::client), client_config(std::move(config)), environment(run_in) {}
    Dialogue(std::shared_ptr<const ServerConfig> config, Environment run_in)
        : us(Role::server), server_config(std::move(config)), environment(run_in) {}

    Role us;
    std::shared_ptr<const ClientConfig> client_config; // set on the client only
    std::shared_ptr<const ServerConfig> server_config; // set on the server only
    Environment environment;

    Facts facts;
    Resumption resumption = Resumption::none; // how the session was found that is offered, or resumed
    std::shared_ptr<const Session> session;   // offered by the client; on the server: the one that is resumed
    Held<PeerIdentity> session_peer;          // whom it was with, judged anew; `peer` once it is resumed
    Bytes session_id;                         // in ServerHello: under which the session is kept; empty: under none
    Held<const NewSessionTicket> ticket;      // received by the client
    Transcript transcript;
    Held<const ClientHello> offer;
    Held<const Agreement> agreement;
    Held<const ServerChoice> choice; // on the server only
    Held<PeerIdentity> peer;         // of which only the findings go, once nobody needs them
    Held<const KeyExchange> key_exchange;
    Held<const CertificateRequest> certificate_request;
    std::optional<const SignatureScheme> client_scheme; // of our CertificateVerify, on the client only
    Held<crypto::EcdhKeyPair> key_pair;                 // ours, until ClientKeyExchange
    Held<PremasterSecret> premaster;                    // from ClientKeyExchange to the master secret
    Held<MasterSecret> master;                          // until established
    Held<KeyBlock> key_block;                           // until both directions are keyed
    RecordLimits record_limits;                         // from ServerHello on
    Proofs proofs;
    Exports exports; // for the application, once established

    const Preferences& preferences() const {
        return us == Role::client ? client_config->preferences : server_config->preferences;
    }
    const x509::Certificate& peer_certificate() const { return peer->chain.front(); }

    // Wipes whatever keys could still be derived from.
    void forget_secrets();
    // Frees what only the handshake needed, once it is established: most connections live on long after that.
    void forget_messages();
    // Whoever is to be told of what happens here.
    Audience audience() const { return {environment.observer, us}; }
    void tell_choice(std::string_view what, std::string taken, std::string_view why) const;
    void tell_candidates(std::span<const Candidate> candidates) const;
    void tell_session(SessionAct act, Resumption by, View identifier, const Session& session) const;
    void tell_signature(Role signer, std::string_view what, SignatureScheme scheme, View content, View signature) const;
    // Tells the observer of a check, and refuses if it did not pass. `describe` gives the Check, and is asked for it
    // only then: a check that passes while nobody watches costs its condition and nothing more.
    template <class Describe> void check(bool passed, Describe describe) const {
        if (!passed || environment.observer != nullptr) tell_check(passed, describe());
    }
    void tell_check(bool passed, const Check& check) const;
};

} // namespace vitrine::tls
