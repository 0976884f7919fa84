// One end of a connection that says whatever a script tells it to. A real connection speaks behind it; each of its
// records passes through the script, which may change it, drop it or add others, before and after encryption begins.
// Bytes go in and out as at a connection's own ports, so the other end may be in memory or behind a socket.
#pragma once

#include "tls/connection.h"
#include "tls/lab/content.h"
#include "tls/lab/memory.h"
#include "tls/record/record_reader.h"
#include "tls/record/record_writer.h"

#include <functional>

namespace vitrine::tls {

class ScriptedEnd {
public:
    // Is handed what the speaker was about to say, and says something, or nothing, in its place.
    using Script = std::function<void(ScriptedEnd&, const Content&)>;

    // Of the environment an observer is not told anything: the end watches its speaker itself.
    ScriptedEnd(const std::shared_ptr<const ClientConfig>& config, Environment environment, Script script);
    ScriptedEnd(const std::shared_ptr<const ServerConfig>& config, Environment environment, Script script);
    ScriptedEnd(const ScriptedEnd&) = delete; // the speaker tells memory_ where it lies
    ScriptedEnd& operator=(const ScriptedEnd&) = delete;

    // One step of the speaker, or one record of its through the script. False if nothing can move.
    bool step();
    // What the other end said; the speaker takes as much as it has room for. Bytes taken.
    std::size_t hear(View bytes);
    // What the other end is to hear.
    View to_peer() const { return to_peer_; }
    void consume(std::size_t size) {
        to_peer_.erase(to_peer_.begin(), to_peer_.begin() + static_cast<std::ptrdiff_t>(size));
    }

    // For the script: one record more, sealed if the speaker's records are sealed by now.
    void say(const Content& content);
    void say_in_the_clear(const Content& content);
    void say_bytes(View bytes);         // no record at all, or one of the script's own making
    Bytes seal(const Content& content); // the next record, not said
    void hang_up() { hung_up_ = true; } // nothing is said any more, and the stream ends
    bool hung_up() const { return hung_up_; }
    void tell(std::string note) { told_.push_back(std::move(note)); } // for whoever watches the lesson
    const std::vector<std::string>& told() const { return told_; }

    Connection& speaker() { return speaker_; }
    const Memory& memory() const { return memory_; } // of the speaker
    // The keys that the speaker seals with; only once the master secret is known.
    DirectionKeys keys() const;

private:
    bool pass_one_record();

    Memory memory_;
    Connection speaker_;
    Script script_;
    RecordReader reader_; // opens what the speaker says
    RecordWriter writer_; // seals what the other end hears
    Bytes to_peer_;
    std::vector<std::string> told_;
    bool hung_up_ = false;
};

} // namespace vitrine::tls
