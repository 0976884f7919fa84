// A scripted end and its victim, joined in memory in one thread.
#include "tls/lab/scripted_peer.h"

#include <algorithm>

namespace vitrine::tls {

ScriptedPeer::ScriptedPeer(Role plays, ClientConfig client, ServerConfig server, ScriptedEnd::Script script)
    : client_end_("client", plays == Role::server ? &memory_ : nullptr),
      server_end_("server", plays == Role::client ? &memory_ : nullptr) {
    const auto client_config = std::make_shared<const ClientConfig>(std::move(client));
    const auto server_config = std::make_shared<const ServerConfig>(std::move(server));
    if (plays == Role::client) {
        end_ = std::make_unique<ScriptedEnd>(client_config, client_end_.environment(), std::move(script));
        victim_ = std::make_unique<Connection>(server_config, server_end_.environment());
    } else {
        end_ = std::make_unique<ScriptedEnd>(server_config, server_end_.environment(), std::move(script));
        victim_ = std::make_unique<Connection>(client_config, client_end_.environment());
    }
}

bool ScriptedPeer::step() {
    if (victim_->step() || carry_to_victim() || end_->step() || carry_to_speaker()) return true;
    if (!end_->hung_up() || stream_ended_) return false;
    hang_up();
    return true;
}

void ScriptedPeer::run() {
    while (step()) {
    }
}

bool ScriptedPeer::run_until(State state) {
    do {
        while (victim_->step()) {
        }
        if (victim_->state() == state) return true;
    } while (step());
    return false;
}

void ScriptedPeer::say(const Content& content) {
    end_->say(content);
    carry_to_victim();
}

// Steps the victim where it has no more room. What it takes no more is lost on it.
bool ScriptedPeer::carry_to_victim() {
    if (end_->to_peer().empty()) return false;
    while (!end_->to_peer().empty()) {
        const View said = end_->to_peer();
        const MutableView space = victim_->from_peer().space();
        const std::size_t size = std::min(space.size(), said.size());
        if (size == 0 && victim_->step()) continue;
        if (size == 0 || victim_->ending() != Ending::open) {
            end_->consume(said.size());
            break;
        }
        std::copy_n(said.begin(), size, space.begin());
        victim_->from_peer().commit(size);
        end_->consume(size);
    }
    return true;
}

bool ScriptedPeer::carry_to_speaker() {
    const std::size_t size = end_->hear(victim_->to_peer().data());
    victim_->to_peer().consume(size);
    return size > 0;
}

void ScriptedPeer::hang_up() {
    stream_ended_ = true;
    (void)victim_->from_peer().space();
    victim_->from_peer().commit(0);
}

std::optional<AlertDescription> ScriptedPeer::answer() const {
    if (memory_.alerts_sent.empty()) return std::nullopt;
    return memory_.alerts_sent.back().description;
}

} // namespace vitrine::tls
