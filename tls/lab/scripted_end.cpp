// One end of a connection that says whatever a script tells it to.
#include "tls/lab/scripted_end.h"

#include "tls/keys/suites.h"

#include <algorithm>

namespace vitrine::tls {

ScriptedEnd::ScriptedEnd(const std::shared_ptr<const ClientConfig>& config, Environment environment, Script script)
    : speaker_(config, {environment.random, environment.clock, &memory_}), script_(std::move(script)) {}

ScriptedEnd::ScriptedEnd(const std::shared_ptr<const ServerConfig>& config, Environment environment, Script script)
    : speaker_(config, {environment.random, environment.clock, &memory_}), script_(std::move(script)) {}

bool ScriptedEnd::step() { return speaker_.step() || pass_one_record(); }

std::size_t ScriptedEnd::hear(View bytes) {
    const MutableView space = speaker_.from_peer().space();
    const std::size_t size = std::min(space.size(), bytes.size());
    if (size == 0) return 0; // committing nothing would end the stream
    std::copy_n(bytes.begin(), size, space.begin());
    speaker_.from_peer().commit(size);
    return size;
}

bool ScriptedEnd::pass_one_record() {
    const View data = speaker_.to_peer().data();
    if (data.size() < RecordReader::size_of_next(data)) return false;
    Bytes copy = to_bytes(data);
    const auto record = reader_.next(copy);
    if (!record) return false;
    speaker_.to_peer().consume(record->size);
    script_(*this, {record->type, to_bytes(record->plaintext)});
    if (record->type == ContentType::change_cipher_spec) reader_.protect(keys());
    return true;
}

Bytes ScriptedEnd::seal(const Content& content) {
    Bytes record(writer_.prefix() + content.bytes.size() + writer_.suffix());
    std::ranges::copy(content.bytes, record.begin() + static_cast<std::ptrdiff_t>(writer_.prefix()));
    writer_.seal(content.type, record);
    return record;
}

void ScriptedEnd::say(const Content& content) {
    say_bytes(seal(content));
    if (content.type == ContentType::change_cipher_spec && !writer_.encrypted() && !memory_.master_secret.empty())
        writer_.protect(keys());
}

void ScriptedEnd::say_in_the_clear(const Content& content) {
    RecordWriter clear;
    Bytes record(record_header_size + content.bytes.size());
    std::ranges::copy(content.bytes, record.begin() + record_header_size);
    clear.seal(content.type, record);
    say_bytes(record);
}

void ScriptedEnd::say_bytes(View bytes) {
    if (!hung_up_) append(to_peer_, bytes);
}

DirectionKeys ScriptedEnd::keys() const {
    const SuiteInfo& suite = *find_suite(*speaker_.agreed().cipher_suite);
    MasterSecret master;
    std::ranges::copy(memory_.master_secret, master.bytes.fill().begin());
    KeyBlock block = derive_key_block(suite.hash, master, memory_.randoms, suite.cipher);
    return std::move(speaker_.role() == Role::client ? block.client_write : block.server_write);
}

} // namespace vitrine::tls
