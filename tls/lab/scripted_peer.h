// A scripted end and its victim, joined in memory in one thread: the same run every time.
#pragma once

#include "tls/lab/scripted_end.h"
#include "tls/lab/seeded_end.h"

namespace vitrine::tls {

class ScriptedPeer {
public:
    // `plays`: the role that is scripted; the other one is the victim, which `watcher` may look at.
    ScriptedPeer(Role plays, ClientConfig client, ServerConfig server, ScriptedEnd::Script script);

    Connection& victim() { return *victim_; }
    Connection& speaker() { return end_->speaker(); }
    ScriptedEnd& end() { return *end_; }

    // Moves whatever can move: steps of either side, one record through the script, bytes either way. False if nothing
    // can.
    bool step();
    void run();
    // Runs until the victim is in this state with nothing left to say. False if it never is.
    bool run_until(State state);
    // Says one record more, sealed if the peer's records are sealed by now, and lets the victim have it.
    void say(const Content& content);
    // The stream ends.
    void hang_up();

    // The alert that the victim answered with, as it told its observer; nothing if it sent none.
    std::optional<AlertDescription> answer() const;
    const Memory& memory() const { return memory_; } // of the victim

private:
    bool carry_to_victim();
    bool carry_to_speaker();

    Memory memory_;
    SeededEnd client_end_, server_end_;
    std::unique_ptr<Connection> victim_;
    std::unique_ptr<ScriptedEnd> end_;
    bool stream_ended_ = false;
};

} // namespace vitrine::tls
