// A peer that says whatever a test tells it to. A real connection speaks behind it; each of its records passes through
// a script that may change it, drop it, or add others, before and after encryption begins.
#pragma once

#include "tests/support/endpoints.h"
#include "tls/record/record_reader.h"
#include "tls/record/record_writer.h"

#include <functional>

namespace vitrine::tests {

// The content of one record, as plaintext.
struct Content {
    tls::ContentType type{};
    Bytes bytes;
};

// What becomes of a record: itself, others, or nothing.
using Script = std::function<std::vector<Content>(const Content&)>;

// Keeps what an observer is told that a test asks about.
class Memory final : public tls::Observer {
public:
    void message(tls::Role us, const tls::MessageEvent& event) override;
    void alert(tls::Role us, const tls::AlertEvent& event) override;
    void secret(tls::Role us, std::string_view label, View client_random, View secret) override;

    std::vector<tls::AlertEvent> alerts_sent;
    std::vector<Bytes> handshake_messages; // of both sides, headers included
    Bytes master_secret;
    tls::Randoms randoms;
};

class ScriptedPeer {
public:
    // `plays`: the role that is scripted; the other one is the victim.
    ScriptedPeer(tls::Role plays, tls::ClientConfig client, tls::ServerConfig server, Script script = {});

    tls::Connection& victim() { return plays_ == tls::Role::client ? both_.server : both_.client; }
    tls::Connection& speaker() { return plays_ == tls::Role::client ? both_.client : both_.server; }

    // Moves whatever can move: steps of either side, one record through the script, bytes back. False if nothing can.
    bool step();
    void run();
    // Runs until the victim is in this state with nothing left to say. False if it never is.
    bool run_until(tls::State state);
    // Says one record more, sealed if the peer's records are sealed by now.
    void say(const Content& content);
    // The stream ends.
    void hang_up();

    // The alert that the victim answered with, as it told its observer; nothing if it sent none.
    std::optional<tls::AlertDescription> answer() const;
    const Memory& memory() const { return memory_; }

private:
    bool pass_one_record();
    tls::DirectionKeys keys() const;
    void feed(View record);

    tls::Role plays_;
    Memory memory_; // of the victim
    SeededPair both_;
    Script script_;
    tls::RecordReader reader_; // opens what the speaker says
    tls::RecordWriter writer_; // seals what the victim hears
};

// A handshake message with its header, as a record's content.
Content handshake(tls::HandshakeType type, View body);
Content alert(tls::AlertLevel level, tls::AlertDescription description);

} // namespace vitrine::tests
