// Tells the story of a TLS 1.2 connection between others from the bytes that passed: a recording without secrets, or a
// capture of anyone's traffic. Neither Connection nor Handshake: it refuses nothing, and explains what it can.
#pragma once

#include "tls/trace/key_log_reader.h"

namespace vitrine::tls {

// Bytes that one end sent, of any size; records may begin and end anywhere in them.
struct Passage {
    Role sender;
    View bytes;
};

// Tells everything as if the client had: each record, each message, alerts, and where the connection fails. If the
// secrets hold the connection's master secret and its suite is one of AES-GCM or ChaCha20-Poly1305, whatever the key
// exchange, it also opens the records, derives the keys and checks both Finished; if not, a ChoiceEvent "decryption"
// says why, and encrypted records are told by wire() alone. What comes before the first ClientHello (STARTTLS) is
// passed over. `passages` are in the order in which they passed.
void dissect(std::span<const Passage> passages, const KeyLogSecrets& secrets, Observer& observer);

} // namespace vitrine::tls
