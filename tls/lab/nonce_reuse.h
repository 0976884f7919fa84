// What two records sealed under one nonce give away: the key of GHASH, and with it records that anybody can forge.
// (CVE-2016-0270; Böck, Zauner, Devlin, Somorovsky, Jovanovic: "Nonce-Disrespecting Adversaries", 2016.)
#pragma once

#include "tls/lab/ghash.h"
#include "tls/lab/scripted_end.h"

namespace vitrine::tls {

// Both records hold one block of text, have the same additional data, and were sealed under the same nonce; then this
// is GHASH's key. If their nonces differ, it is a number like any other.
Block recover_hash_key(View record, View other_record);

// A record with another text of one block, sealed by nothing but GHASH's key, the text of a record that was seen, and
// that record, whose nonce it uses again. `sequence_number` is the receiver's next.
Bytes forge(const Block& hash_key, View record, std::uint64_t seen_sequence_number, View seen_text,
            std::uint64_t sequence_number, View text);

// The play of the fault "nonce-reuse".
void reuse_nonce(ScriptedEnd& end, const Content& due);

} // namespace vitrine::tls
