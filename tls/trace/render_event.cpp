// An event in words, for a terminal. One function for each kind that has lines of its own.
#include "tls/trace/render_event.h"

#include "tls/base/names.h"
#include "tls/trace/printable.h"
#include "tls/trace/text_layout.h"
#include "tls/trace/watched.h"
#include "tls/x509/certificate/fields.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls {

namespace {

constexpr std::size_t text_column = 13;  // behind "  derived    "
constexpr std::size_t value_column = 32; // behind the name of a value

// Lines of one event, put together.
class Lines {
public:
    Lines(Secrets secrets, Colour colour, std::size_t columns)
        : secrets_(secrets), colour_(colour), columns_(columns) {}

    // "  check      ok  …", what a peer sent made harmless.
    void head(std::string_view keyword, std::string_view manner, std::string_view text) {
        text_ += fmt::format("  {}{}{}\n", painted(keyword, manner, colour_),
                             std::string(text_column - 2 - keyword.size(), ' '),
                             wrapped(printable(text), text_column, columns_));
    }
    void line(std::string_view text) {
        text_ += fmt::format("{:{}}{}\n", "", text_column, wrapped(printable(text), text_column, columns_));
    }
    void value(std::string_view name, std::string_view text) {
        if (text.empty()) return;
        const std::size_t width = value_column - text_column - 1;
        text_ += fmt::format("{:{}}{:<{}} {}\n", "", text_column, printable(name), width,
                             wrapped(printable(text), value_column, columns_));
    }
    void open(std::string_view name, View bytes) { value(name, bytes.empty() ? "not known" : spaced_hex(bytes)); }
    void secret(std::string_view name, View bytes) {
        if (secrets_ == Secrets::shown)
            open(name, bytes);
        else
            value(name, hidden(bytes));
    }
    std::string take() { return std::move(text_); }

private:
    Secrets secrets_;
    Colour colour_;
    std::size_t columns_;
    std::string text_;
};

void tell(Lines& lines, const told::Draw& draw) {
    lines.head("drew", "2", fmt::format("{} at random", draw.purpose));
    if (is_sent(draw.purpose))
        lines.open(draw.purpose, draw.bytes);
    else
        lines.secret(draw.purpose, draw.bytes);
}

void tell(Lines& lines, const told::ClockRead& read) {
    lines.head("clock", "2", "it is " + x509::format_time(read.now));
}

// RFC 5246 §6.2.3.3: what an encrypted record is authenticated with.
void tell(Lines& lines, const told::Record& record) {
    if (record.aad.empty()) return;
    lines.head("protected", "2",
               fmt::format("{} of {}, sequence number {}", name_of(record.type), name_of(record.sender),
                           record.sequence_number));
    const std::string combined = record.explicit_nonce.empty() ? "xor sequence number" // RFC 7905 §2
                                                               : "+ " + spaced_hex(record.explicit_nonce);
    lines.value("nonce", fmt::format("{}_write_IV {}", name_of(record.sender), combined));
    lines.open("additional data", record.aad);
}

void tell(Lines& lines, const told::Move& move) {
    std::string text =
        fmt::format("{} --{}--> {}", name_of(move.edge->from), name_of(move.edge->message), name_of(move.edge->to));
    if (move.edge->when.name != "always") text += fmt::format(" ({})", move.edge->when.name);
    lines.head("move", "34", text);
}

void tell(Lines& lines, const told::Choice& choice) {
    lines.head(choice.taken ? "chose" : "dropped", choice.taken ? "36" : "2",
               fmt::format("{} {}: {}", choice.what, choice.candidate, choice.why));
}

void tell(Lines& lines, const told::Check& check) {
    if (check.passed)
        return lines.head("check ok", "32", fmt::format("{}: {}  ({})", check.what, check.found, unbroken(check.rfc)));
    lines.head("check FAIL", "1;31", fmt::format("{}  ({})", check.what, unbroken(check.rfc)));
    lines.value("found", check.found);
    lines.value("expected", check.expected);
}

void tell(Lines& lines, const told::Signature& signature) {
    lines.head("signature", "35",
               fmt::format("of {} by the {}: {} over {} bytes", signature.what, name_of(signature.signer),
                           name_of(signature.scheme), signature.content.size()));
}

void tell(Lines& lines, const told::Agreement& agreement) {
    lines.head(
        "agreed", "35",
        fmt::format("premaster secret = ECDH on {} of our private key and the peer's point", name_of(agreement.group)));
    lines.open("our point", agreement.our_point);
    lines.open("the peer's point", agreement.peer_point);
    lines.secret("premaster secret", agreement.premaster);
}

// RFC 5246 §5: PRF(secret, label, seed) = P_hash(secret, label + seed), with A(i) = HMAC_hash(secret, A(i-1)).
void tell(Lines& lines, const told::Derivation& made) {
    std::string seeds;
    for (const told::Named& part : made.seed) seeds += (seeds.empty() ? "" : " + ") + part.name;
    lines.head("derived", "35",
               fmt::format("{} = PRF({}, \"{}\", {}), with {}", made.became, made.secret.name, made.label, seeds,
                           crypto::name_of(made.hash)));
    lines.secret(made.secret.name, made.secret.bytes);
    for (const told::Named& part : made.seed) lines.open(part.name, part.bytes);
    for (std::size_t i = 0; i < made.a.size(); ++i) lines.secret(fmt::format("A({})", i + 1), made.a[i]);
    if (made.became == "verify_data") // which is sent
        lines.open(made.became, made.output);
    else
        lines.secret(made.became, made.output);
    for (const told::Named& part : made.parts) lines.secret("  " + part.name, part.bytes);
}

// RFC 5246 §7.3, RFC 5077.
void tell(Lines& lines, const told::Session& session) {
    const bool is_ticket = session.by == Resumption::ticket;
    lines.head("session", "35",
               session.act == SessionAct::issued
                   ? std::string{"sealed in a new ticket"}
                   : fmt::format("{} by its {}", name_of(session.act), name_of(session.by)));
    lines.open(is_ticket ? "ticket" : "session ID", session.identifier);
    lines.secret("the session, encoded", session.session);
}

void tell(Lines& lines, const told::Alert& alert) {
    lines.head("alert", "33",
               fmt::format("{} says {} {}", name_of(alert.sender), name_of(alert.level), name_of(alert.description)));
}

void tell(Lines& lines, const told::Failure& failure) {
    lines.head("FAILED", "1;31", failure.sentence);
    lines.line(fmt::format("{} fatal alert {}  ({})", failure.sent_by_peer ? "received the" : "answered by the",
                           name_of(failure.alert), unbroken(failure.rfc)));
}

void tell(Lines& lines, const told::Secret& secret) {
    lines.head("key log", "35", secret.label);
    lines.secret("master secret", secret.secret);
}

void tell(Lines&, const told::Input&) {}
void tell(Lines&, const told::Wire&) {}
void tell(Lines&, const told::Message&) {}

} // namespace

std::string render_event(const Event& event, Secrets secrets, Colour colour, std::size_t columns) {
    Lines lines{secrets, colour, columns};
    std::visit([&](const auto& what) { tell(lines, what); }, event.what);
    return lines.take();
}

} // namespace vitrine::tls
