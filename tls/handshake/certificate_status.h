// status_request: the server brings an OCSP response for its certificate along (RFC 6066 §8).
#pragma once

#include "tls/messages/hello.h"
#include "tls/x509/certificate/certificate.h"

namespace vitrine::tls {

struct ClientConfig;
struct Dialogue;
class Identity;

// In the hellos. The message itself is written and read like the others: tls/handshake/moves.h.
void offer_status_request(const ClientConfig& config, Extensions& extensions);
void read_status_answer(Dialogue& dialogue, const ServerHello& hello);
void write_status_answer(Dialogue& dialogue, const Identity& shown, Extensions& extensions);

// Does the certificate insist on a response? (RFC 7633 §4.2.3.1)
[[nodiscard]] bool must_come_with_status(const x509::Certificate& certificate);

// Once the server can bring no response any more: its certificate may insist on one (RFC 7633).
void demand_status_if_certificate_does(Dialogue& dialogue);

} // namespace vitrine::tls
