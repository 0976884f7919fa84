// One end's run, recorded.
#include "tls/trace/recording.h"

#include "tls/trace/watched.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::tls {

namespace {

class AbsentSigner final : public Signer {
public:
    Bytes sign(crypto::SignatureAlgorithm, View, crypto::RandomSource&) const override {
        throw std::logic_error("a recording holds no private key to sign with");
    }
};

// One function for each kind that holds what only the two ends may know.

std::optional<told::Input> cleared(told::Input input) {
    if (input.port == Input::from_app) input.bytes.clear();
    return input;
}

std::optional<told::Draw> cleared(told::Draw draw) {
    if (is_sent(draw.purpose)) return draw;
    return std::nullopt;
}

std::optional<told::Record> cleared(told::Record record) {
    if (!record.aad.empty()) record.plaintext.clear(); // it was encrypted
    return record;
}

std::optional<told::Message> cleared(told::Message message) {
    const bool is_finished = message.type == ContentType::handshake && !message.bytes.empty() &&
                             HandshakeType{message.bytes[0]} == HandshakeType::finished;
    if (is_finished) return std::nullopt; // the only message that travels encrypted
    return message;
}

std::optional<told::Check> cleared(told::Check check) {
    if (check.what == "verify_data of Finished") check.found = check.expected = "";
    return check;
}

std::optional<told::Agreement> cleared(told::Agreement agreement) {
    agreement.premaster.clear();
    return agreement;
}

std::optional<told::Session> cleared(told::Session session) {
    session.session.clear();
    return session;
}

std::optional<told::Derivation> cleared(const told::Derivation&) { return std::nullopt; }
std::optional<told::Secret> cleared(const told::Secret&) { return std::nullopt; }
template <class T> std::optional<T> cleared(T event) { return event; } // all else is on the wire for everybody

} // namespace

std::string_view RecordedEvent::value(std::string_view name) const {
    const auto found = std::ranges::find(values, name, &EventValue::name);
    return found == values.end() ? std::string_view{} : std::string_view{found->value};
}

RecordedEvent recorded(const Event& event) { return {std::string{kind_of(event)}, values_of(event)}; }

std::optional<Event> without_secrets(const Event& event) {
    return std::visit(
        [&](const auto& what) -> std::optional<Event> {
            auto left = cleared(what);
            if (!left) return std::nullopt;
            return Event{event.us, *std::move(left)};
        },
        event.what);
}

namespace {

class AbsentSessions final : public SessionStore {
public:
    void put(View, std::shared_ptr<const Session>) override {}
    std::shared_ptr<const Session> find(View, std::chrono::sys_seconds) override { return nullptr; }
    void remove(View) override {}
};

class AbsentTicketKeys final : public TicketProtection {
public:
    Bytes seal(View, std::chrono::sys_seconds, crypto::RandomSource&) override {
        throw std::logic_error("a recording holds no key to seal a ticket with");
    }
    std::optional<crypto::SecretBytes> open(View, std::chrono::sys_seconds) override { return std::nullopt; }
};

} // namespace

std::shared_ptr<SessionStore> absent_sessions() { return std::make_shared<AbsentSessions>(); }
std::shared_ptr<TicketProtection> absent_tickets() { return std::make_shared<AbsentTicketKeys>(); }

std::shared_ptr<const Signer> absent_signer() { return std::make_shared<const AbsentSigner>(); }

} // namespace vitrine::tls
