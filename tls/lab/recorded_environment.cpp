// What entered a recorded run from outside, given once more in the same order.
#include "tls/lab/recorded_environment.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <stdexcept>

namespace vitrine::tls {

namespace {

Bytes bytes_in(const RecordedEvent& event, std::string_view name) {
    const std::optional<Bytes> bytes = from_hex(event.value(name));
    if (!bytes) throw std::runtime_error(fmt::format("the recorded {}'s {} is no hexadecimal text", event.kind, name));
    return *bytes;
}

Identity signed_for(const Identity& identity, const std::shared_ptr<const Signer>& signer) {
    Identity same{{identity.chain().begin(), identity.chain().end()}, signer};
    same.staple(to_bytes(identity.ocsp_response()));
    same.serve(identity.server_name());
    return same;
}

} // namespace

const RecordedEvent* RecordedValues::next(std::string_view name, std::string_view wanted) {
    for (; at_ < recording_.events.size(); ++at_) {
        const RecordedEvent& event = recording_.events[at_];
        if (event.kind != kind_ || (!name.empty() && event.value(name) != wanted)) continue;
        ++at_;
        return &event;
    }
    return nullptr;
}

void RecordedRandom::fill(std::string_view purpose, MutableView out) {
    const RecordedEvent* draw = draws_.next();
    if (draw == nullptr || draw->value("purpose") != purpose)
        throw std::runtime_error(fmt::format("the run asks for {} where the recording has {}", purpose,
                                             draw == nullptr ? "no draw" : draw->value("purpose")));
    const Bytes bytes = bytes_in(*draw, "bytes");
    if (bytes.size() != out.size())
        throw std::runtime_error(fmt::format("the run asks for {} bytes of {} where the recording has {}", out.size(),
                                             purpose, bytes.size()));
    std::ranges::copy(bytes, out.begin());
}

std::chrono::sys_seconds RecordedClock::now() const {
    const RecordedEvent* reading = readings_.next();
    if (reading == nullptr) throw std::runtime_error("the run asks for the time where the recording has none");
    const std::string_view text = reading->value("now");
    std::int64_t seconds = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), seconds).ec != std::errc{})
        throw std::runtime_error("a recorded time is no number");
    return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

Bytes RecordedSigner::sign(crypto::SignatureAlgorithm, View, crypto::RandomSource&) const {
    const RecordedEvent* signature = signatures_.next("signer", signer_);
    if (signature == nullptr) throw std::runtime_error("the run signs where the recording does not");
    return bytes_in(*signature, "signature");
}

std::shared_ptr<const Session> RecordedSessions::find(View /*key*/, std::chrono::sys_seconds /*now*/) {
    const RecordedEvent* found = found_.next("act", name_of(SessionAct::found));
    return found == nullptr ? nullptr : std::make_shared<const Session>(decode_session(bytes_in(*found, "session")));
}

Bytes RecordedTickets::seal(View /*session*/, std::chrono::sys_seconds /*now*/, crypto::RandomSource& /*random*/) {
    const RecordedEvent* issued = issued_.next("act", name_of(SessionAct::issued));
    if (issued == nullptr) throw std::runtime_error("the run issues a ticket where the recording does not");
    return bytes_in(*issued, "identifier");
}

std::optional<crypto::SecretBytes> RecordedTickets::open(View /*ticket*/, std::chrono::sys_seconds /*now*/) {
    const RecordedEvent* found = found_.next("act", name_of(SessionAct::found));
    if (found == nullptr) return std::nullopt;
    const Bytes session = bytes_in(*found, "session");
    crypto::SecretBytes opened{session.size()};
    std::ranges::copy(session, opened.fill().begin());
    return opened;
}

std::shared_ptr<const ClientConfig> client_config_of(const Recording& recording,
                                                     const std::shared_ptr<const Signer>& signer) {
    auto config = std::make_shared<ClientConfig>(*recording.client_config);
    if (config->identity) config->identity = signed_for(*config->identity, signer);
    if (config->sessions) config->sessions = std::make_shared<RecordedSessions>(recording);
    return config;
}

std::shared_ptr<const ServerConfig> server_config_of(const Recording& recording,
                                                     const std::shared_ptr<const Signer>& signer) {
    auto config = std::make_shared<ServerConfig>(*recording.server_config);
    for (Identity& identity : config->identities) identity = signed_for(identity, signer);
    if (config->sessions) config->sessions = std::make_shared<RecordedSessions>(recording);
    if (config->tickets) config->tickets = std::make_shared<RecordedTickets>(recording);
    return config;
}

} // namespace vitrine::tls
