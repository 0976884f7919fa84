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
                              dialogue.transcript.digest(), dialogue.audience());
}

} // namespace

FinishedVerified verify_finished(Dialogue& dialogue, const Finished& finished) {
    const VerifyData expected = verify_data_of(dialogue, other(dialogue.us));
    dialogue.check(crypto::equal(finished.verify_data, expected), [&] {
        return Check{.what = "verify_data of Finished",
                     .found = to_hex(finished.verify_data),
                     .expected = to_hex(expected),
                     .alert = AlertDescription::decrypt_error,
                     .sentence =
                         "the peer's verify_data does not fit: it saw other messages or has another master secret",
                     .rfc = "RFC 5246 §7.4.9"};
    });
    if (!dialogue.exports.first_verify_data) dialogue.exports.first_verify_data = expected;
    return {};
}

Bytes write_change_cipher_spec(Dialogue&) { return encode(ChangeCipherSpec{}); }

void read_change_cipher_spec(Dialogue& dialogue, View body) {
    const auto change = decode<ChangeCipherSpec>("ChangeCipherSpec", body);
    dialogue.check(change.type == 1, [&] {
        return Check{.what = "type of ChangeCipherSpec",
                     .found = std::to_string(change.type),
                     .expected = "1",
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the ChangeCipherSpec does not hold the value 1",
                     .rfc = "RFC 5246 §7.1"};
    });
}

Bytes write_finished(Dialogue& dialogue) {
    const VerifyData verify_data = verify_data_of(dialogue, dialogue.us);
    if (!dialogue.exports.first_verify_data) dialogue.exports.first_verify_data = verify_data;
    return encode(Finished{verify_data});
}

void read_finished(Dialogue& dialogue, View body) {
    dialogue.proofs.finished = verify_finished(dialogue, decode<Finished>("Finished", body));
}

} // namespace vitrine::tls
