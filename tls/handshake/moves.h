// What each message of the flow does: one writer for its sender, one reader for its receiver.
#pragma once

#include "tls/handshake/dialogue.h"

namespace vitrine::tls {

struct Move {
    Role sender;
    Message message;
    Bytes (*write)(Dialogue&);          // the sender's half: the body, without header
    void (*read)(Dialogue&, View body); // the receiver's half: refuses what it may not accept
    void (*then)(Dialogue&);            // for both, once the message is in the transcript; may be nullptr
};

// The move of a message by a role; nullptr for rows that the flow does not have.
const Move* find_move(Role sender, Message message);

Bytes write_client_hello(Dialogue& dialogue);
void read_client_hello(Dialogue& dialogue, View body);
Bytes write_server_hello(Dialogue& dialogue);
void read_server_hello(Dialogue& dialogue, View body);
Bytes write_server_certificate(Dialogue& dialogue);
void read_server_certificate(Dialogue& dialogue, View body);
Bytes write_certificate_status(Dialogue& dialogue);
void read_certificate_status(Dialogue& dialogue, View body);
Bytes write_server_key_exchange(Dialogue& dialogue);
void read_server_key_exchange(Dialogue& dialogue, View body);
Bytes write_certificate_request(Dialogue& dialogue);
void read_certificate_request(Dialogue& dialogue, View body);
Bytes write_server_hello_done(Dialogue& dialogue);
void read_server_hello_done(Dialogue& dialogue, View body);
Bytes write_client_certificate(Dialogue& dialogue);
void read_client_certificate(Dialogue& dialogue, View body);
Bytes write_client_key_exchange(Dialogue& dialogue);
void read_client_key_exchange(Dialogue& dialogue, View body);
void derive_keys(Dialogue& dialogue);
void derive_resumed_keys(Dialogue& dialogue);
Bytes write_certificate_verify(Dialogue& dialogue);
void read_certificate_verify(Dialogue& dialogue, View body);
Bytes write_change_cipher_spec(Dialogue& dialogue);
void read_change_cipher_spec(Dialogue& dialogue, View body);
Bytes write_new_session_ticket(Dialogue& dialogue);
void read_new_session_ticket(Dialogue& dialogue, View body);
Bytes write_finished(Dialogue& dialogue);
void read_finished(Dialogue& dialogue, View body);

} // namespace vitrine::tls
