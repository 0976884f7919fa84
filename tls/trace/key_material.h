// All that the keys of a connection come from, as far as it is known: given piece by piece, or found in a recording.
#pragma once

#include "tls/base/role.h"
#include "tls/keys/suites.h"
#include "tls/trace/recording.h"

namespace vitrine::tls {

// What the master secret is derived from besides the premaster secret (RFC 5246 §8.1, RFC 7627 §4).
enum class MasterSeed : std::uint8_t { randoms, session_hash };

// A record whose nonce and additional data are asked for.
struct RecordPlace {
    Role sender = Role::client;
    std::uint64_t sequence_number = 0;
    ContentType type = ContentType::application_data;
    std::size_t plaintext_size = 0; // bytes
    Bytes explicit_nonce; // empty: the sequence number, as RFC 5288 §3 has it in mind and RFC 7905 §2 demands
};

struct KeyMaterial {
    CipherSuite suite{};            // 0: not known
    std::optional<MasterSeed> seed; // nothing: as both hellos have agreed, else the session hash if it is given
    Bytes premaster_secret;         // or
    Bytes master_secret;            // this one; not wiped
    Bytes client_random, server_random;
    std::vector<Bytes> messages; // of the handshake in their order, headers included
    Bytes session_hash;          // in the place of the messages
    std::vector<RecordPlace> records;
};

// Cuts a transcript into its messages. Throws std::invalid_argument that says what is wrong with it: half a message,
// or records where messages were expected.
std::vector<Bytes> split_messages(View transcript);

// Takes out of the messages what is not known yet: both randoms, the suite, how the master secret is made. Throws
// std::invalid_argument if a hello cannot be read.
void complete(KeyMaterial& material);

// The material of a recorded run, with every record under the keys; without secrets it lacks them.
KeyMaterial material_of(const Recording& recording);

} // namespace vitrine::tls
