// What a handshake forgets, and what it tells its observer about the choices and checks it makes.
#include "tls/handshake/dialogue.h"

namespace vitrine::tls {

void Dialogue::forget_secrets() {
    key_pair.reset();
    premaster.reset();
    master.reset();
    key_block.reset();
}

void Dialogue::forget_messages() {
    session.reset();
    session_peer.reset();
    ticket.reset();
    transcript = {};
    offer.reset();
    choice.reset();
    key_exchange.reset();
    certificate_request.reset();
}

void Dialogue::tell_choice(std::string_view what, std::string taken, std::string_view why) const {
    if (environment.observer != nullptr) environment.observer->chose(us, {what, std::move(taken), true, why});
}

void Dialogue::tell_candidates(std::span<const Candidate> candidates) const {
    if (environment.observer == nullptr) return;
    for (const Candidate& candidate : candidates)
        environment.observer->chose(us, {candidate.what, candidate.name, candidate.taken, candidate.why});
}

void Dialogue::tell_session(SessionAct act, Resumption by, View identifier, const Session& told) const {
    if (environment.observer == nullptr) return;
    const crypto::SecretBytes encoded = encode_session(told);
    environment.observer->session(us, {act, by, identifier, encoded.view()});
}

void Dialogue::tell_signature(Role signer, std::string_view what, SignatureScheme scheme, View content,
                              View signature) const {
    if (environment.observer != nullptr)
        environment.observer->signature(us, {signer, what, scheme, content, signature});
}

void Dialogue::tell_check(bool passed, const Check& check) const {
    if (environment.observer != nullptr)
        environment.observer->checked(us, {check.what, check.found, check.expected, passed, check.rfc});
    require(passed, check.alert, check.sentence, check.rfc);
}

} // namespace vitrine::tls
