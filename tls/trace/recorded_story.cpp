// A recording's events, from words to what they were: the reverse of event_values.cpp, one function for each kind.
#include "tls/trace/recorded_story.h"

#include "tls/base/names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <stdexcept>

namespace vitrine::tls {

namespace {

[[noreturn]] void fail(std::string_view name, std::string_view value) {
    throw std::invalid_argument(fmt::format("{} '{}'", name, value.substr(0, 40)));
}

// The values of one event, each by its name.
class Words {
public:
    explicit Words(const RecordedEvent& event) : event_(event) {}

    std::string text(std::string_view name) const {
        const auto found = std::ranges::find(event_.values, name, &EventValue::name);
        if (found == event_.values.end()) throw std::invalid_argument(fmt::format("no {}", name));
        return found->value;
    }

    Bytes bytes(std::string_view name) const { return hex(name, text(name)); }

    template <class Integer> Integer number(std::string_view name) const {
        const std::string value = text(name);
        Integer number = 0;
        const auto end = std::from_chars(value.data(), value.data() + value.size(), number);
        if (end.ec != std::errc{} || end.ptr != value.data() + value.size()) fail(name, value);
        return number;
    }

    // The candidate whose name it is.
    template <class List, class Name>
    auto one_of(std::string_view name, const List& candidates, Name name_of_one) const {
        const std::string value = text(name);
        const auto found = std::ranges::find_if(candidates, [&](const auto& one) { return name_of_one(one) == value; });
        if (found == candidates.end()) fail(name, value);
        return *found;
    }

    bool truth(std::string_view name) const {
        return one_of(name, std::array{false, true},
                      [](bool value) { return std::string_view{value ? "true" : "false"}; });
    }

    Role role(std::string_view name) const {
        return one_of(name, std::array{Role::client, Role::server}, [](Role role) { return name_of(role); });
    }

    // The number of one byte whose name it is.
    template <class Enum> Enum byte(std::string_view name) const {
        const std::string value = text(name);
        for (unsigned number = 0; number < 256; ++number)
            if (name_of(static_cast<Enum>(number)) == value) return static_cast<Enum>(number);
        fail(name, value);
    }

    // Those whose name begins so, in their order, without that beginning.
    std::vector<told::Named> parts(std::string_view prefix) const {
        std::vector<told::Named> parts;
        for (const EventValue& value : event_.values)
            if (value.name.starts_with(prefix))
                parts.push_back({value.name.substr(prefix.size()), hex(value.name, value.value)});
        return parts;
    }

private:
    static Bytes hex(std::string_view name, std::string_view value) {
        auto bytes = from_hex(value);
        if (!bytes) fail(name, value);
        return *std::move(bytes);
    }

    const RecordedEvent& event_;
};

// What we can agree on and sign with: nothing else is ever told.
constexpr std::array groups{NamedGroup::x25519, NamedGroup::secp256r1, NamedGroup::secp384r1};
constexpr std::array schemes{SignatureScheme::rsa_pkcs1_sha256,       SignatureScheme::rsa_pkcs1_sha384,
                             SignatureScheme::rsa_pkcs1_sha512,       SignatureScheme::ecdsa_secp256r1_sha256,
                             SignatureScheme::ecdsa_secp384r1_sha384, SignatureScheme::ecdsa_secp521r1_sha512,
                             SignatureScheme::rsa_pss_rsae_sha256,    SignatureScheme::rsa_pss_rsae_sha384,
                             SignatureScheme::rsa_pss_rsae_sha512,    SignatureScheme::rsa_pss_pss_sha256,
                             SignatureScheme::rsa_pss_pss_sha384,     SignatureScheme::rsa_pss_pss_sha512};
constexpr std::array hashes{crypto::HashAlgorithm::sha256, crypto::HashAlgorithm::sha384,
                            crypto::HashAlgorithm::sha512};
constexpr std::array ports{Input::from_peer,    Input::end_of_peer, Input::from_app,
                           Input::taken_by_app, Input::close,       Input::abort};

template <class Enum> std::string official_name(Enum value) { return name_of(value); }

using What = decltype(Event::what);

What input(const Words& words) {
    return told::Input{words.one_of("port", ports, [](Input port) { return name_of(port); }), words.bytes("bytes"),
                       words.number<std::size_t>("size")};
}
What draw(const Words& words) { return told::Draw{words.text("purpose"), words.bytes("bytes")}; }
What clock(const Words& words) {
    return told::ClockRead{std::chrono::sys_seconds{std::chrono::seconds{words.number<std::int64_t>("now")}}};
}
What wire(const Words& words) { return told::Wire{words.role("sender"), words.bytes("bytes")}; }

What record(const Words& words) {
    return told::Record{words.role("sender"),
                        words.number<std::uint64_t>("sequence_number"),
                        words.byte<ContentType>("type"),
                        words.bytes("header"),
                        words.bytes("explicit_nonce"),
                        words.bytes("aad"),
                        words.bytes("plaintext")};
}

What message(const Words& words) {
    return told::Message{words.role("sender"), words.byte<ContentType>("type"), words.bytes("bytes")};
}

What move(const Words& words) {
    for (const Edge& edge : edges()) {
        const bool same = name_of(edge.from) == words.text("from") && name_of(edge.message) == words.text("message") &&
                          name_of(edge.to) == words.text("to"); // whatever its condition was called then
        if (same && edge.sender == words.role("sender")) return told::Move{&edge};
    }
    fail("no row of the flow from", words.text("from"));
}

What choice(const Words& words) {
    return told::Choice{words.text("what"), words.text("candidate"), words.truth("taken"), words.text("why")};
}

What check(const Words& words) {
    return told::Check{words.text("what"), words.text("found"), words.text("expected"), words.truth("passed"),
                       words.text("rfc")};
}

What signature(const Words& words) {
    return told::Signature{words.role("signer"), words.text("what"),
                           words.one_of("scheme", schemes, official_name<SignatureScheme>), words.bytes("content"),
                           words.bytes("signature")};
}

What agreement(const Words& words) {
    return told::Agreement{words.one_of("group", groups, official_name<NamedGroup>), words.bytes("our_point"),
                           words.bytes("peer_point"), words.bytes("premaster_secret")};
}

What derivation(const Words& words) {
    const auto secrets = words.parts("secret.");
    if (secrets.size() != 1) throw std::invalid_argument("no secret");
    told::Derivation made{words.text("became"),
                          words.one_of("hash", hashes, [](crypto::HashAlgorithm hash) { return crypto::name_of(hash); }),
                          words.text("label"),
                          secrets.front(),
                          words.parts("seed."),
                          {},
                          words.bytes("output"),
                          words.parts("part.")};
    for (told::Named& step : words.parts("A(")) made.a.push_back(std::move(step.bytes));
    return made;
}

What session(const Words& words) {
    constexpr std::array acts{SessionAct::found, SessionAct::issued, SessionAct::kept};
    constexpr std::array ways{Resumption::none, Resumption::session_id, Resumption::ticket};
    return told::Session{words.one_of("act", acts, [](SessionAct act) { return name_of(act); }),
                         words.one_of("by", ways, [](Resumption by) { return name_of(by); }), words.bytes("identifier"),
                         words.bytes("session")};
}

What alert(const Words& words) {
    return told::Alert{words.role("sender"), words.byte<AlertLevel>("level"),
                       words.byte<AlertDescription>("description")};
}

What failure(const Words& words) {
    return told::Failure{words.truth("sent_by_peer"), words.byte<AlertDescription>("alert"), words.text("sentence"),
                         words.text("rfc")};
}

What secret(const Words& words) {
    return told::Secret{words.text("label"), words.bytes("client_random"), words.bytes("secret")};
}

struct Kind {
    std::string_view name; // as kind_of() says it
    What (*read)(const Words&);
};

constexpr std::array kinds{
    Kind{"input", input},         Kind{"draw", draw},           Kind{"clock", clock},
    Kind{"wire", wire},           Kind{"record", record},       Kind{"message", message},
    Kind{"move", move},           Kind{"choice", choice},       Kind{"check", check},
    Kind{"signature", signature}, Kind{"agreement", agreement}, Kind{"derivation", derivation},
    Kind{"session", session},     Kind{"alert", alert},         Kind{"failure", failure},
    Kind{"secret", secret},
};

} // namespace

Event event_in(const RecordedEvent& recorded, Role us) {
    const auto kind = std::ranges::find(kinds, recorded.kind, &Kind::name);
    if (kind == kinds.end()) fail("event", recorded.kind);
    return {us, kind->read(Words{recorded})};
}

std::vector<Event> events_in(const Recording& recording) {
    std::vector<Event> events;
    events.reserve(recording.events.size());
    for (const RecordedEvent& recorded : recording.events) {
        try {
            events.push_back(event_in(recorded, recording.us));
        } catch (const std::invalid_argument& error) {
            throw std::invalid_argument(fmt::format("event {}, {}: {}", events.size(), recorded.kind, error.what()));
        }
    }
    return events;
}

} // namespace vitrine::tls
