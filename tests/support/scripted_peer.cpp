// A peer that says whatever a test tells it to.
#include "tests/support/scripted_peer.h"

#include "tls/keys/suites.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::tests {

void Memory::message(tls::Role, const tls::MessageEvent& event) {
    if (event.type != tls::ContentType::handshake) return;
    handshake_messages.push_back(to_bytes(event.bytes));
    if (tls::HandshakeType{event.bytes[0]} == tls::HandshakeType::server_hello)
        std::copy_n(event.bytes.begin() + 6, randoms.server.size(), randoms.server.begin());
}

void Memory::alert(tls::Role us, const tls::AlertEvent& event) {
    if (event.sender == us) alerts_sent.push_back(event);
}

void Memory::secret(tls::Role, std::string_view, View client_random, View secret) {
    master_secret = to_bytes(secret);
    std::copy(client_random.begin(), client_random.end(), randoms.client.begin());
}

ScriptedPeer::ScriptedPeer(tls::Role plays, tls::ClientConfig client, tls::ServerConfig server, Script script)
    : plays_(plays), both_(std::move(client), std::move(server), plays == tls::Role::server ? &memory_ : nullptr,
                           plays == tls::Role::client ? &memory_ : nullptr),
      script_(std::move(script)) {}

bool ScriptedPeer::step() {
    if (victim().step() || speaker().step()) return true;
    return pass_one_record() || tls::carry(victim(), speaker()) > 0;
}

void ScriptedPeer::run() {
    while (step()) {
    }
}

bool ScriptedPeer::run_until(tls::State state) {
    do {
        while (victim().step()) {
        }
        if (victim().state() == state) return true;
    } while (step());
    return false;
}

bool ScriptedPeer::pass_one_record() {
    const View data = speaker().to_peer().data();
    if (victim().ending() != tls::Ending::open) { // nobody listens any more
        speaker().to_peer().consume(data.size());
        return !data.empty();
    }
    if (data.size() < tls::RecordReader::size_of_next(data)) return false;
    Bytes copy = to_bytes(data);
    const auto record = reader_.next(copy);
    if (!record) return false;
    speaker().to_peer().consume(record->size);
    const Content content{record->type, to_bytes(record->plaintext)};
    if (!script_) {
        say(content);
    } else {
        for (const Content& told : script_(content)) say(told);
    }
    if (record->type == tls::ContentType::change_cipher_spec) reader_.protect(keys());
    return true;
}

void ScriptedPeer::say(const Content& content) {
    Bytes record(writer_.prefix() + content.bytes.size() + writer_.suffix());
    std::copy(content.bytes.begin(), content.bytes.end(),
              record.begin() + static_cast<std::ptrdiff_t>(writer_.prefix()));
    writer_.seal(content.type, record);
    feed(record);
    if (content.type == tls::ContentType::change_cipher_spec && !writer_.encrypted() && !memory_.master_secret.empty())
        writer_.protect(keys());
}

// From the master secret that the victim's observer was told: both sides have the same.
tls::DirectionKeys ScriptedPeer::keys() const {
    const auto& agreed = plays_ == tls::Role::client ? both_.server.agreed() : both_.client.agreed();
    const tls::SuiteInfo& suite = *tls::find_suite(*agreed.cipher_suite);
    tls::MasterSecret master;
    std::copy(memory_.master_secret.begin(), memory_.master_secret.end(), master.bytes.fill().begin());
    tls::KeyBlock block = tls::derive_key_block(suite.hash, master, memory_.randoms, suite.key_size);
    return std::move(plays_ == tls::Role::client ? block.client_write : block.server_write);
}

void ScriptedPeer::feed(View record) {
    while (!record.empty()) {
        const MutableView space = victim().from_peer().space();
        const std::size_t size = std::min(space.size(), record.size());
        if (size == 0) {
            if (!victim().step()) return; // it takes no more
            continue;
        }
        std::copy_n(record.begin(), size, space.begin());
        victim().from_peer().commit(size);
        record = record.subspan(size);
    }
}

void ScriptedPeer::hang_up() {
    (void)victim().from_peer().space();
    victim().from_peer().commit(0);
}

std::optional<tls::AlertDescription> ScriptedPeer::answer() const {
    if (memory_.alerts_sent.empty()) return std::nullopt;
    return memory_.alerts_sent.back().description;
}

Content handshake(tls::HandshakeType type, View body) {
    return {tls::ContentType::handshake, tls::with_header(type, body)};
}

Content alert(tls::AlertLevel level, tls::AlertDescription description) {
    return {tls::ContentType::alert, tls::encode(tls::Alert{level, description})};
}

} // namespace vitrine::tests
