// What one end keeps of a connection so that the next can do without certificates and key exchange: a session
// (RFC 5246 §7.3, §F.1.4; RFC 5077; RFC 7627 §5.3).
#pragma once

#include "tls/base/role.h"
#include "tls/keys/key_schedule.h"
#include "tls/x509/path/validate.h"

#include <chrono>
#include <memory>
#include <optional>

namespace vitrine::tls {

// Built whole, then shared and never changed: whoever resumes it takes a copy of the master secret alone.
struct Session {
    Role us = Role::client; // whose it is: a session of one role is none of the other's
    CipherSuite cipher_suite{};
    bool extended_master_secret = false;
    MasterSecret master;
    std::chrono::sys_seconds made;             // when its full handshake was done
    std::chrono::seconds lifetime{};           // counted from then, however often it is resumed
    std::string server_name;                   // as the client sent it (RFC 6066 §3); empty: none
    std::string alpn_protocol;                 // RFC 7301; empty: none
    std::vector<x509::Certificate> peer_chain; // the peer's own certificate first; empty: it showed none

    Bytes own_certificate; // SHA-256 of the certificate that was shown; empty: none

    // The client's part.
    Bytes session_id; // by which the server finds it; empty if it has a ticket
    Bytes ticket;     // RFC 5077; empty if it has a session ID

    // Known while the program runs, and not encoded: what became of the peer's chain, and the configuration under which
    // it was judged so. Another configuration judges anew.
    std::shared_ptr<const x509::Verdict> verdict; // nullptr: it showed none, or that was in another run
    std::weak_ptr<const void> judged_under;

    bool is_alive(std::chrono::sys_seconds now) const { return now >= made && now < made + lifetime; }
};

MasterSecret copy_of(const MasterSecret& master);

// All of a session that outlives the program, the master secret in the clear: for a ticket, a file or a store.
crypto::SecretBytes encode_session(const Session& session);

// Throws std::invalid_argument, with what is wrong and where, for bytes that encode_session() did not make.
Session decode_session(View encoded);

} // namespace vitrine::tls
