// The third question of a stop: what was computed from what? Draws, choices, checks, signatures, derivations.
#include "apps/step/computed.h"

#include "tls/base/names.h"
#include "tls/trace/watched.h"

#include <array>
#include <chrono>
#include <fmt/chrono.h>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

using namespace tls::told;

constexpr std::size_t hang = 6; // columns that the lines after the first are indented by

bool is_public_output(std::string_view became) { return became == "verify_data"; } // it is sent

std::string value(View bytes, tls::Secrets secrets) {
    return secrets == tls::Secrets::shown ? to_hex(bytes) : tls::hidden(bytes);
}

class Teller {
public:
    Teller(std::size_t width, tls::Secrets secrets) : width_{width}, secrets_{secrets} {}

    void operator()(const Draw& draw) {
        say(fmt::format("drew {} = {}", draw.purpose,
                        value(draw.bytes, tls::is_sent(draw.purpose) ? tls::Secrets::shown : secrets_)));
    }
    void operator()(const ClockRead& read) {
        say(fmt::format("read the clock: {:%Y-%m-%d %H:%M:%S} UTC",
                        fmt::gmtime(std::chrono::system_clock::to_time_t(read.now))));
    }
    void operator()(const Choice& choice) {
        const std::string why = choice.why.empty() ? "" : fmt::format(": {}", choice.why);
        if (choice.taken)
            say(fmt::format("chose {} {}{}", choice.what, choice.candidate, why), Ink::good);
        else
            say(fmt::format("passed over {} {}{}", choice.what, choice.candidate, why), Ink::dim);
    }
    void operator()(const Check& check) {
        say(fmt::format("{} {}  {}", check.passed ? "checked" : "FAILED ", check.what, check.rfc),
            check.passed ? Ink::good : Ink::bad);
        if (!check.found.empty()) say("    found    " + check.found, Ink::dim, 13);
        if (!check.expected.empty()) say("    expected " + check.expected, Ink::dim, 13);
    }
    void operator()(const Signature& signature) {
        say(fmt::format("signature of {} by the {}: {} over {} bytes", signature.what, name_of(signature.signer),
                        name_of(signature.scheme), signature.content.size()));
    }
    void operator()(const Agreement& agreement) {
        say(fmt::format("premaster_secret = ECDH({}, our private key, peer's point {}) = {}", name_of(agreement.group),
                        short_hex(agreement.peer_point, 24), value(agreement.premaster, secrets_)));
    }
    void operator()(const Derivation& derivation) {
        std::string inputs;
        for (const Named& part : derivation.seed) inputs += (inputs.empty() ? "" : " ‖ ") + part.name;
        say(fmt::format("{} = PRF {} ({}, \"{}\", {})  RFC 5246 §5", derivation.became,
                        crypto::name_of(derivation.hash), derivation.secret.name, derivation.label, inputs),
            Ink::heading);
        say_inputs(derivation);
        const tls::Secrets output = is_public_output(derivation.became) ? tls::Secrets::shown : secrets_;
        say("  = " + value(derivation.output, output));
        for (const Named& part : derivation.parts)
            say(fmt::format("    {} = {}", part.name, value(part.bytes, secrets_)));
    }
    void operator()(const Record& record) {
        if (record.aad.empty()) return;
        say(fmt::format("{} with {}_write_key: sequence number {}", record.sender == us ? "sealed" : "opened",
                        name_of(record.sender), record.sequence_number),
            Ink::heading);
        say(fmt::format("    nonce = {}_write_IV {}", name_of(record.sender),
                        record.explicit_nonce.empty() ? "xor the sequence number" // RFC 7905 §2
                                                      : "‖ explicit_nonce " + to_hex(record.explicit_nonce)));
        say(fmt::format("    additional data = sequence number ‖ type ‖ version ‖ length = {}", to_hex(record.aad)));
    }
    void operator()(const Move& move) {
        say(fmt::format("row taken: {} -> {}, since {}", name_of(move.edge->from), name_of(move.edge->to),
                        move.edge->when.name == "always" ? "there is no other" : move.edge->when.name));
    }
    void operator()(const Failure& failure) {
        say(fmt::format("{}: {}  {}", failure.sent_by_peer ? "ended by the peer" : "REFUSED", failure.sentence,
                        failure.rfc),
            Ink::bad);
    }
    void operator()(const Alert& alert) {
        say(fmt::format("alert {} {}({}) by the {}", name_of(alert.level), name_of(alert.description),
                        static_cast<unsigned>(alert.description), name_of(alert.sender)),
            alert.level == tls::AlertLevel::fatal ? Ink::bad : Ink::plain);
    }
    void operator()(const Input& input) {
        if (input.port == tls::Input::end_of_peer) say("the stream has ended");
    }
    void operator()(const tls::told::Session& session) {
        const std::string_view by = session.by == tls::Resumption::ticket ? "ticket" : "session_id";
        say(session.act == tls::SessionAct::issued
                ? "the session is sealed in a new ticket  RFC 5077 §4"
                : fmt::format("session {} by its {} {}", name_of(session.act), by, short_hex(session.identifier, 24)));
        say("    the session, encoded = " + value(session.session, secrets_), Ink::dim);
    }
    void operator()(const Wire& /*shown as bytes*/) {}
    void operator()(const Message& /*shown as fields*/) {}
    void operator()(const tls::told::Secret& /*told as a derivation, too*/) {}

    tls::Role us = tls::Role::client;
    Lines lines;

private:
    void say(std::string_view text, Ink ink = Ink::plain, std::size_t indent = hang) {
        append(lines, wrapped(text, width_, indent, ink));
    }
    void say_inputs(const Derivation& derivation) {
        say(fmt::format("    {} = {}", derivation.secret.name, value(derivation.secret.bytes, secrets_)));
        for (const Named& part : derivation.seed) say(fmt::format("    {} = {}", part.name, to_hex(part.bytes)));
        for (std::size_t i = 0; i < derivation.a.size(); ++i)
            say(fmt::format("    A({}) = {}", i + 1, value(derivation.a[i], secrets_)), Ink::dim);
    }

    std::size_t width_;
    tls::Secrets secrets_;
};

} // namespace

Lines told_by(Events events, std::size_t width, tls::Secrets secrets) {
    Teller teller{width, secrets};
    for (const tls::Event& event : events) {
        teller.us = event.us;
        std::visit(teller, event.what);
    }
    return std::move(teller.lines);
}

Lines computed_in(const Scene& scene, std::size_t width) {
    std::vector<tls::Event> ours;
    for (const tls::Event& event : scene.act_events())
        if (event.us == scene.act.us) ours.push_back(event);
    Lines lines = told_by(ours, width, scene.secrets);
    if (lines.empty()) lines.emplace_back("nothing", Ink::dim);
    return lines;
}

} // namespace vitrine::apps
