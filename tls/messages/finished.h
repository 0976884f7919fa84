// Finished (RFC 5246 §7.4.9), ChangeCipherSpec (§7.1) and NewSessionTicket (RFC 5077 §3.3).
#pragma once

#include "tls/base/names.h"
#include "tls/wire/wire.h"

#include <array>

namespace vitrine::tls {

constexpr std::size_t verify_data_size = 12; // bytes; RFC 5246 §7.4.9

struct Finished {
    std::array<std::uint8_t, verify_data_size> verify_data{};
};
struct ChangeCipherSpec { // a content type of its own, no handshake message
    std::uint8_t type = 1;
};
struct NewSessionTicket {
    std::uint32_t ticket_lifetime_hint = 0; // seconds; 0: unspecified
    Bytes ticket;                           // may be empty: the server changed its mind
};

void describe(Wire& wire, Finished& finished);
void describe(Wire& wire, ChangeCipherSpec& change);
void describe(Wire& wire, NewSessionTicket& ticket);

} // namespace vitrine::tls
