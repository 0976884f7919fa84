// A session of before, from the store to the keys of this connection and back (RFC 5246 §7.3, RFC 5077, RFC 7627 §5.3):
// the client offers one, the server finds it or makes nothing of it, both go on with its master secret.
#pragma once

#include "tls/handshake/dialogue.h"

namespace vitrine::tls {

// The client, before its hello: takes what the store has for this server, if it may still be used.
void choose_session_to_offer(Dialogue& dialogue);

// The server, once a ClientHello was found good: finds the session that it asks for. Whatever is wrong with it, a full
// handshake follows; but a client that has left out the extended master secret of before is refused.
void find_session(Dialogue& dialogue);

// Keeps what was negotiated for a later connection, where the configuration has a place for it and the peer agreed.
void keep_session(Dialogue& dialogue);

// Takes back what this connection has kept, or was made from.
void forget_session(Dialogue& dialogue);

// The session as it will be kept; `made` is that of its full handshake.
Session session_of(const Dialogue& dialogue, std::chrono::sys_seconds made, std::chrono::seconds lifetime);

// The peer of a session, judged under this side's configuration: as before, if it is the same one.
PeerIdentity peer_of(const Dialogue& dialogue, const Session& session, std::chrono::sys_seconds now);
// True if the peer's chain is trusted, or anybody is.
bool is_acceptable(const Dialogue& dialogue, const PeerIdentity& peer);

} // namespace vitrine::tls
