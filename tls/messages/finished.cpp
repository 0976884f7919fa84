// Finished (RFC 5246 §7.4.9), ChangeCipherSpec (§7.1) and NewSessionTicket (RFC 5077 §3.3).
#include "tls/messages/finished.h"

namespace vitrine::tls {

void describe(Wire& wire, Finished& finished) { wire.fixed("verify_data", finished.verify_data); }

void describe(Wire& wire, ChangeCipherSpec& change) { wire.number("type", change.type); }

void describe(Wire& wire, NewSessionTicket& ticket) {
    wire.number("ticket_lifetime_hint", ticket.ticket_lifetime_hint);
    wire.opaque("ticket", ticket.ticket, Length::u16, {0, 65535});
}

} // namespace vitrine::tls
