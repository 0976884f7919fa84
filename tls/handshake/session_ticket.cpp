// NewSessionTicket: the server gives its memory of the connection to the client (RFC 5077 §3.3).
#include "tls/handshake/moves.h"
#include "tls/handshake/resumption.h"

#include "tls/wire/codec.h"

namespace vitrine::tls {

namespace {

// More than this and no client would carry it: such sessions, with long client chains, get the empty ticket.
constexpr std::size_t largest_session = 8000; // bytes

} // namespace

Bytes write_new_session_ticket(Dialogue& dialogue) {
    const ServerConfig& config = *dialogue.server_config;
    const std::chrono::sys_seconds now = dialogue.environment.clock.now();
    const bool resuming = dialogue.facts.resuming;
    const std::chrono::sys_seconds made = resuming ? dialogue.session->made : now;
    const std::chrono::seconds lifetime = resuming ? dialogue.session->lifetime : config.session_lifetime;
    const std::chrono::seconds left = made + lifetime - now; // it may have ended since the ClientHello
    const Session session = session_of(dialogue, made, lifetime);
    const crypto::SecretBytes encoded = encode_session(session);
    NewSessionTicket message;
    if (encoded.size() > largest_session || left.count() <= 0) return encode(message); // empty: RFC 5077 §3.3
    message.ticket_lifetime_hint = static_cast<std::uint32_t>(left.count());
    message.ticket = config.tickets->seal(encoded.view(), now, dialogue.environment.random);
    dialogue.tell_session(SessionAct::issued, Resumption::ticket, message.ticket, session);
    return encode(message);
}

void read_new_session_ticket(Dialogue& dialogue, View body) {
    dialogue.ticket.emplace(decode<NewSessionTicket>("NewSessionTicket", body));
}

} // namespace vitrine::tls
