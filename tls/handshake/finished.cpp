// ChangeCipherSpec and Finished: the switch to the new keys, and the proof that both saw the same handshake
// (RFC 5246 §7.1, §7.4.9).
#include "tls/handshake/moves.h"

#include "crypto/equal.h"
#include "tls/wire/codec.h"

namespace vitrine::tls {

namespace {

// The transcript ends with the message before this Finished.
VerifyData verify_data_of(const Dialogue& dialogue, Role finished_by) {
    return derive_verify_data(dialogue.agreement->suite->hash, *dialogue.master, finished_by,
                              dialogue.transcript.digest());
}

} // namespace

FinishedVerified verify_finished(Dialogue& dialogue, const Finished& finished) {
    const VerifyData expected = verify_data_of(dialogue, other(dialogue.us));
    dialogue.check(
        crypto::equal(finished.verify_data, expected), "verify_data of Finished", AlertDescription::decrypt_error,
        "the peer's verify_data does not fit: it saw other messages or has another master secret", "RFC 5246 §7.4.9");
    return {};
}

Bytes write_change_cipher_spec(Dialogue&) { return encode(ChangeCipherSpec{}); }

void read_change_cipher_spec(Dialogue&, View body) {
    const auto change = decode<ChangeCipherSpec>("ChangeCipherSpec", body);
    require(change.type == 1, AlertDescription::illegal_parameter, "the ChangeCipherSpec does not hold the value 1",
            "RFC 5246 §7.1");
}

Bytes write_finished(Dialogue& dialogue) { return encode(Finished{verify_data_of(dialogue, dialogue.us)}); }

void read_finished(Dialogue& dialogue, View body) {
    dialogue.proofs.finished = verify_finished(dialogue, decode<Finished>("Finished", body));
}

} // namespace vitrine::tls
