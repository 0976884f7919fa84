// Alert (RFC 5246 §7.2).
#include "tls/messages/alert.h"

namespace vitrine::tls {

void describe(Wire& wire, Alert& alert) {
    wire.number("level", alert.level);
    wire.number("description", alert.description);
}

} // namespace vitrine::tls
