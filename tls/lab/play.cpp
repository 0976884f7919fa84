// A fault played against our own stack, in memory.
#include "tls/lab/play.h"

#include "tls/lab/scripted_peer.h"

namespace vitrine::tls {

namespace {

bool is_closing(AlertDescription alert) { return alert == AlertDescription::close_notify; }

// Until nothing moves; what is delivered is taken, as an application would.
void run(ScriptedPeer& peer, std::vector<Bytes>& delivered) {
    while (peer.step()) {
        const View plaintext = peer.victim().to_app().data();
        if (plaintext.empty()) continue;
        delivered.push_back(to_bytes(plaintext));
        peer.victim().to_app().consume(delivered.back().size());
    }
}

// An honest visit, which leaves both ends with a session.
void visit(const Fault& fault, const Arrangement& arrangement) {
    ScriptedPeer peer{fault.plays, arrangement.client, arrangement.server, honest_script()};
    peer.run();
}

bool is_as_required(const Fault& fault, const Played& played) {
    if (!fault.alert) return !played.answer && played.ending == Ending::truncated;
    return played.answer == fault.alert && played.refusal &&
           played.refusal->failure.sentence.find(fault.sentence) != std::string::npos;
}

} // namespace

Played play_in_memory(const Fault& fault) {
    Arrangement arrangement = arrangement_of(fault);
    if (fault.visit == Visit::second) visit(fault, arrangement);
    ScriptedPeer peer{fault.plays, std::move(arrangement.client), std::move(arrangement.server), script_of(fault)};
    Played played;
    run(peer, played.delivered);
    if (!fault.instead_of && peer.speaker().established()) {
        fault.play(peer.end(), {});
        run(peer, played.delivered);
    }
    played.notes = peer.end().told();
    played.answer = peer.answer();
    if (played.answer && is_closing(*played.answer)) played.answer.reset();
    played.ending = peer.victim().ending();
    if (peer.victim().failure() != nullptr && !peer.victim().failure()->sent_by_peer)
        played.refusal = *peer.victim().failure();
    played.as_required = is_as_required(fault, played);
    return played;
}

} // namespace vitrine::tls
