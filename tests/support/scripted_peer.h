// A peer that says whatever a test tells it to: that of the laboratory, with a script that only answers.
#pragma once

#include "tests/support/endpoints.h"
#include "tls/lab/scripted_peer.h"

namespace vitrine::tests {

using tls::Content;
using tls::Memory;

// What becomes of a record: itself, others, or nothing. No script: itself.
using Script = std::function<std::vector<Content>(const Content&)>;

class ScriptedPeer : public tls::ScriptedPeer {
public:
    ScriptedPeer(tls::Role plays, tls::ClientConfig client, tls::ServerConfig server, Script script = {});
};

// A handshake message with its header, as a record's content.
inline Content handshake(tls::HandshakeType type, View body) { return tls::content_of(type, body); }
inline Content alert(tls::AlertLevel level, tls::AlertDescription description) {
    return tls::content_of(level, description);
}

} // namespace vitrine::tests
