// The handshake as one table for both roles (RFC 5246 §7.3, RFC 5077 §3.1): who sends what, when, and what comes next.
// Pure data: print it (vitrine flow), draw it, test every cell.
#pragma once

#include "tls/base/role.h"

#include <span>
#include <string_view>

namespace vitrine::tls {

// A state is named after what both sides are waiting for.
enum class State : std::uint8_t {
    client_hello,
    server_hello,
    server_certificate,
    certificate_status_or_server_key_exchange,
    server_key_exchange,
    certificate_request_or_server_hello_done,
    server_hello_done,
    client_certificate,
    client_key_exchange,
    client_certificate_verify,
    client_change_cipher_spec,
    client_finished,
    new_session_ticket,
    server_change_cipher_spec,
    server_finished,
    established,
};

// What can be exchanged in a handshake: every handshake message, and ChangeCipherSpec.
enum class Message : std::uint8_t {
    client_hello,
    server_hello,
    certificate,
    certificate_status,
    server_key_exchange,
    certificate_request,
    server_hello_done,
    client_key_exchange,
    certificate_verify,
    change_cipher_spec,
    finished,
    new_session_ticket,
};

std::string_view name_of(State state);     // "server_key_exchange"
std::string_view name_of(Message message); // "ServerKeyExchange", as the RFC spells it

// What both sides have agreed on so far, as far as it decides the order of messages.
struct Facts {
    bool resuming = false;        // an abbreviated handshake
    bool ticket_promised = false; // the server's hello has a session_ticket extension
    bool status_promised = false; // the server's hello answers status_request
    bool status_sent = false;     // and its CertificateStatus came: it may be left out all the same (RFC 6066 §8)
    bool certificate_requested = false; // the server asked for a client certificate
    bool certificate_sent = false;      // and the client sent one that is not empty
};

struct When { // the condition of a row
    std::string_view name;
    bool (*holds)(const Facts&);
};

struct Edge { // a row: in state `from`, `sender` sends `message`, if `when` holds; then both are in state `to`
    State from;
    Role sender;
    Message message;
    When when;
    State to;
};

std::span<const Edge> edges();

// Who sends next in this state. Nobody in `established`: it is then the client's as a matter of form.
Role speaker_in(State state);
// The row that a speaker takes by the facts it knows before it writes.
const Edge& due_in(State state, const Facts& facts);
// True if some row of this state names the message.
bool expected_in(State state, Message message);
// The row by which both leave once the message is exchanged.
const Edge& taken_from(State state, Message message, const Facts& facts);

} // namespace vitrine::tls
