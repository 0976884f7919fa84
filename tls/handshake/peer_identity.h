// Who the peer is, by its certificates: what both Certificate messages and resumed sessions come to.
#pragma once

#include "tls/handshake/dialogue.h"

namespace vitrine::tls {

// The verdict on a chain under this side's configuration at a time.
x509::Verdict judge(const Dialogue& dialogue, std::span<const x509::Certificate> chain, std::chrono::sys_seconds now);

// What is to be done with a certificate that no path leads to.
PeerCertificate policy_of(const Dialogue& dialogue);

// What was found out about the peer's certificate after its chain was judged. Refused with the alert if it did not
// pass, unless any certificate is taken.
void add_finding(Dialogue& dialogue, x509::Finding finding, AlertDescription alert);

// Judges the chain, tells of every finding, and makes it the peer's; refuses what the policy does not take, and a key
// that we do not use.
void take_peer_chain(Dialogue& dialogue, std::vector<x509::Certificate> chain);

} // namespace vitrine::tls
