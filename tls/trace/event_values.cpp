// Events as names and values: what JSON shows and what a replay compares. One function for each kind.
#include "tls/base/names.h"
#include "tls/trace/printable.h"
#include "tls/trace/story.h"

#include <fmt/format.h>

namespace vitrine::tls {

namespace {

using Values = std::vector<EventValue>;

std::string text(bool value) { return value ? "true" : "false"; }
std::string text(Role role) { return std::string{name_of(role)}; }

void add_parts(Values& values, std::string_view prefix, const std::vector<told::Named>& parts) {
    for (const told::Named& part : parts)
        values.push_back({fmt::format("{}.{}", prefix, part.name), to_hex(part.bytes)});
}

Values of(const told::Input& input) {
    return {{"port", std::string{name_of(input.port)}},
            {"size", std::to_string(input.size)},
            {"bytes", to_hex(input.bytes)}};
}
Values of(const told::Draw& draw) { return {{"purpose", draw.purpose}, {"bytes", to_hex(draw.bytes)}}; }
Values of(const told::ClockRead& read) { return {{"now", std::to_string(read.now.time_since_epoch().count())}}; }
Values of(const told::Wire& wire) { return {{"sender", text(wire.sender)}, {"bytes", to_hex(wire.bytes)}}; }

Values of(const told::Record& record) {
    return {{"sender", text(record.sender)},
            {"sequence_number", std::to_string(record.sequence_number)},
            {"type", name_of(record.type)},
            {"header", to_hex(record.header)},
            {"explicit_nonce", to_hex(record.explicit_nonce)},
            {"aad", to_hex(record.aad)},
            {"plaintext", to_hex(record.plaintext)}};
}

Values of(const told::Message& message) {
    return {{"sender", text(message.sender)}, {"type", name_of(message.type)}, {"bytes", to_hex(message.bytes)}};
}

Values of(const told::Move& move) {
    return {{"from", std::string{name_of(move.edge->from)}},
            {"sender", text(move.edge->sender)},
            {"message", std::string{name_of(move.edge->message)}},
            {"when", std::string{move.edge->when.name}},
            {"to", std::string{name_of(move.edge->to)}}};
}

Values of(const told::Choice& choice) {
    return {{"what", choice.what},
            {"candidate", printable(choice.candidate)},
            {"taken", text(choice.taken)},
            {"why", choice.why}};
}

Values of(const told::Check& check) {
    return {{"what", check.what},
            {"passed", text(check.passed)},
            {"found", printable(check.found)},
            {"expected", printable(check.expected)},
            {"rfc", check.rfc}};
}

Values of(const told::Signature& signature) {
    return {{"signer", text(signature.signer)},
            {"what", signature.what},
            {"scheme", name_of(signature.scheme)},
            {"content", to_hex(signature.content)},
            {"signature", to_hex(signature.signature)}};
}

Values of(const told::Agreement& agreement) {
    return {{"group", name_of(agreement.group)},
            {"our_point", to_hex(agreement.our_point)},
            {"peer_point", to_hex(agreement.peer_point)},
            {"premaster_secret", to_hex(agreement.premaster)}};
}

Values of(const told::Derivation& derivation) {
    Values values{{"became", derivation.became},
                  {"hash", std::string{crypto::name_of(derivation.hash)}},
                  {"label", derivation.label},
                  {"secret." + derivation.secret.name, to_hex(derivation.secret.bytes)}};
    add_parts(values, "seed", derivation.seed);
    for (std::size_t i = 0; i < derivation.a.size(); ++i)
        values.push_back({fmt::format("A({})", i + 1), to_hex(derivation.a[i])});
    values.push_back({"output", to_hex(derivation.output)});
    add_parts(values, "part", derivation.parts);
    return values;
}

Values of(const told::Session& session) {
    return {{"act", std::string{name_of(session.act)}},
            {"by", std::string{name_of(session.by)}},
            {"identifier", to_hex(session.identifier)},
            {"session", to_hex(session.session)}};
}

Values of(const told::Alert& alert) {
    return {
        {"sender", text(alert.sender)}, {"level", name_of(alert.level)}, {"description", name_of(alert.description)}};
}

Values of(const told::Failure& failure) {
    return {{"sent_by_peer", text(failure.sent_by_peer)},
            {"alert", name_of(failure.alert)},
            {"sentence", printable(failure.sentence)},
            {"rfc", failure.rfc}};
}

Values of(const told::Secret& secret) {
    return {
        {"label", secret.label}, {"client_random", to_hex(secret.client_random)}, {"secret", to_hex(secret.secret)}};
}

constexpr std::array<std::string_view, std::variant_size_v<decltype(Event::what)>> kinds{
    "input", "draw",      "clock",     "wire",       "record",  "message", "move",    "choice",
    "check", "signature", "agreement", "derivation", "session", "alert",   "failure", "secret"};

} // namespace

std::string_view name_of(Input port) {
    switch (port) {
    case Input::from_peer: return "from_peer";
    case Input::end_of_peer: return "end_of_peer";
    case Input::from_app: return "from_app";
    case Input::taken_by_app: return "taken_by_app";
    case Input::close: return "close";
    case Input::abort: return "abort";
    }
    return "unknown";
}

std::string_view name_of(SessionAct act) {
    switch (act) {
    case SessionAct::found: return "found";
    case SessionAct::issued: return "issued";
    case SessionAct::kept: return "kept";
    }
    return "unknown";
}

std::string_view kind_of(const Event& event) { return kinds.at(event.what.index()); }

std::vector<EventValue> values_of(const Event& event) {
    return std::visit([](const auto& what) { return of(what); }, event.what);
}

} // namespace vitrine::tls
