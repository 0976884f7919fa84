// One side of a handshake: takes one row of the flow a step.
#pragma once

#include "tls/handshake/agreed.h"
#include "tls/handshake/dialogue.h"

namespace vitrine::tls {

struct Move; // tls/handshake/moves.h

// What the record layer hands up: a whole handshake message with its header, or the content of a ChangeCipherSpec.
struct Received {
    ContentType type;
    View bytes;
};

class Handshake {
public:
    Handshake(std::shared_ptr<const ClientConfig> config, Environment environment);
    Handshake(std::shared_ptr<const ServerConfig> config, Environment environment);

    Role role() const { return dialogue_.us; }
    State state() const { return state_; }
    bool our_turn() const { return state_ != State::established && speaker_in(state_) == role(); }

    // Takes one row. If it is our turn, `received` is nullptr and the message goes into `to_send`, header included;
    // otherwise `received` is read. Refuses what the flow or the message's reader does not allow.
    const Edge& step(const Received* received, Bytes& to_send);

    // The keys of the direction that `writer` seals; handed out once, when its ChangeCipherSpec has been exchanged.
    DirectionKeys take_keys(Role writer);

    // Once there is nothing more to derive: the handshake is done, or will never be.
    void forget_secrets();

    // A session that ended in a fatal alert is not resumed: RFC 5246 §7.2.2.
    void forget_session();

    // Lets go of what each check of a trusted certificate found: their number is kept.
    void forget_findings();

    // The message that a step is busy with; nothing between steps. Stays after a refusal.
    std::optional<Message> in_hand() const { return in_hand_; }
    Agreed agreed() const;
    // What the application may take out; nullptr before the handshake is done.
    const Exports* exports() const { return state_ == State::established ? &dialogue_.exports : nullptr; }
    const RecordLimits& record_limits() const { return dialogue_.record_limits; }
    const PeerIdentity* peer() const { return dialogue_.peer ? &*dialogue_.peer : nullptr; }

private:
    const Edge& write_due(Bytes& to_send);
    const Edge& read(const Received& received);
    const Edge& leave(const Move& move);
    void enter(const Edge& edge); // the one way into a state: a breakpoint here sees every move
    void prove_established();
    void keep_exports();

    Dialogue dialogue_;
    State state_ = State::client_hello;
    std::optional<Message> in_hand_;
    std::optional<Agreed> established_; // from then on
};

} // namespace vitrine::tls
