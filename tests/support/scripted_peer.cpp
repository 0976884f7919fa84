// A peer that says whatever a test tells it to.
#include "tests/support/scripted_peer.h"

namespace vitrine::tests {

ScriptedPeer::ScriptedPeer(tls::Role plays, tls::ClientConfig client, tls::ServerConfig server, Script script)
    : tls::ScriptedPeer(plays, std::move(client), std::move(server),
                        [script = std::move(script)](tls::ScriptedEnd& end, const Content& due) {
                            if (!script) return end.say(due);
                            for (const Content& told : script(due)) end.say(told);
                        }) {}

} // namespace vitrine::tests
