// How a connection ended badly, told to a person: where, what, why, and what to do next.
#include "apps/failure_text.h"

#include "apps/terminal.h"
#include "tls/base/names.h"
#include "tls/trace/text_layout.h"

#include <array>
#include <fmt/format.h>
#include <span>

namespace vitrine::apps {
namespace {

struct Advice {
    tls::AlertDescription alert;
    std::string_view text;
};

using enum tls::AlertDescription;

// clang-format off
constexpr std::array advices{
    Advice{unexpected_message,      "a message came out of turn: vitrine flow prints the order; -msg what was sent"},
    Advice{bad_record_mac,          "a record did not decrypt: the two sides have different keys, or the bytes were changed"},
    Advice{handshake_failure,       "the two sides share no cipher suite, group or signature scheme (or a client certificate is missing); try fewer limits in -cipher, -groups, -sigalgs"},
    Advice{bad_certificate,         "our certificate was not liked, or none was shown: see -cert and -key"},
    Advice{unsupported_certificate, "our certificate is of a kind that the peer does not take"},
    Advice{certificate_expired,     "our certificate is not valid today, by the peer's clock"},
    Advice{certificate_unknown,     "our certificate was not accepted, for a reason the peer keeps to itself"},
    Advice{unknown_ca,              "our certificate's issuer is not trusted there: is the whole chain given by -cert_chain?"},
    Advice{access_denied,           "our certificate is valid, but not allowed in"},
    Advice{decode_error,            "the peer could not parse what we sent: -msg shows it"},
    Advice{decrypt_error,           "a signature or a Finished of ours did not verify there"},
    Advice{protocol_version,        "the peer does not speak TLS 1.2, the only version vitrine speaks"},
    Advice{insufficient_security,   "the peer asks for stronger suites than the ones that were offered"},
    Advice{unrecognized_name,       "the server knows no host of that name: see -servername"},
    Advice{no_application_protocol, "none of the protocols of -alpn is spoken there"},
};

// What one can do on our side about an alert of our own.
constexpr std::array remedies{
    Advice{unknown_ca,       "if you do trust the issuer: -CAfile FILE with its certificate"},
    Advice{protocol_version, "let the peer speak TLS 1.2"},
};
// clang-format on

std::string_view find_advice(std::span<const Advice> table, tls::AlertDescription alert) {
    for (const Advice& row : table)
        if (row.alert == alert) return row.text;
    return "";
}

std::string alert_text(tls::AlertDescription alert) {
    return fmt::format("alert fatal {}({})", name_of(alert), static_cast<unsigned>(alert));
}

std::string place(const tls::FailureReport& report) {
    const std::string message = report.message.empty() ? "" : fmt::format(", {}", report.message);
    return fmt::format("({}, record {}{})", name_of(report.us), report.records, message);
}

std::string line(std::string_view name, std::string_view text) {
    return text.empty() ? "" : fmt::format("  {:<8} {}\n", name, escaped(text));
}

// Our own words, which may be a long sentence.
std::string advice_line(std::string_view name, std::string_view text) {
    constexpr std::size_t indent = 11;
    return text.empty() ? "" : fmt::format("  {:<8} {}\n", name, tls::wrapped(text, indent, terminal_columns()));
}

// The rule is our own word ("RFC 5246 §7.4.3"): only what was checked is escaped.
std::string check_line(std::string_view checked, std::string_view rfc) {
    return fmt::format("  {:<8} {:<36} {}\n", "check", escaped(checked), rfc);
}

std::string answer_to_it(const tls::FailureReport& report, const FailedCheck* check) {
    const tls::Failure& failure = report.failure;
    const std::string_view checked = check != nullptr ? std::string_view{check->what} : report.message;
    std::string text = check_line(checked.empty() ? "record" : checked, failure.rfc);
    text += line("found", failure.sentence);
    if (check != nullptr && check->found != failure.sentence) text += line("", check->found);
    return text + line("sent", alert_text(failure.alert)) + advice_line("try", find_advice(remedies, failure.alert));
}

} // namespace

std::string_view advice_for(tls::AlertDescription alert) { return find_advice(advices, alert); }

std::string failure_text(std::string_view who, const tls::FailureReport& report, const FailedCheck* check) {
    const std::string_view what = report.state == tls::State::established ? "connection" : "handshake";
    std::string text = fmt::format("{}: {} failed in state {} {}\n", who, what, name_of(report.state), place(report));
    if (!report.sent_by_peer) return text + answer_to_it(report, check);
    text +=
        line("received", fmt::format("{} from the {}", alert_text(report.failure.alert), name_of(other(report.us))));
    return text + advice_line("means", advice_for(report.failure.alert));
}

std::string truncation_text(std::string_view who, const tls::Connection& connection, std::string_view trouble) {
    const bool established = connection.established();
    std::string text = fmt::format("{}: the stream ended {} ({}, after record {})\n", who,
                                   established ? "without close_notify: data may be missing"
                                               : fmt::format("in state {}", name_of(connection.state())),
                                   name_of(connection.role()), connection.records_read());
    text += check_line("close_notify before the end", "RFC 5246 §7.2.1");
    text += line("found", trouble.empty() ? "the peer ended the TCP stream" : trouble);
    if (!established && connection.records_read() == 0) text += line("means", "does the peer speak TLS on this port?");
    return text;
}

std::string timeout_text(std::string_view who, const tls::Connection& connection, const Limits& limits) {
    if (!connection.established())
        return fmt::format("{}: no handshake within {} s: still waiting in state {} ({}, after record {})\n", who,
                           limits.handshake.count(), name_of(connection.state()), name_of(connection.role()),
                           connection.records_read());
    return fmt::format("{}: nothing was heard of the {} for too long ({}, after record {})\n", who,
                       name_of(other(connection.role())), name_of(connection.role()), connection.records_read());
}

bool refused_certificate(const tls::Connection& connection) {
    const tls::FailureReport* const report = connection.failure();
    const x509::Verdict* const verdict = connection.peer_verdict();
    return report != nullptr && !report->sent_by_peer && verdict != nullptr && !verdict->trusted &&
           report->failure.alert != tls::AlertDescription::decrypt_error;
}

ExitCode exit_code_of(const tls::Connection& connection, Driver::Outcome outcome) {
    if (outcome == Driver::Outcome::timed_out) return ExitCode::timed_out;
    if (const tls::FailureReport* const report = connection.failure()) {
        if (report->sent_by_peer) return ExitCode::alert_received;
        return refused_certificate(connection) ? ExitCode::not_trusted : ExitCode::alert_sent;
    }
    if (outcome == Driver::Outcome::stopped) return ExitCode::interrupted;
    return connection.ending() == tls::Ending::truncated ? ExitCode::truncated : ExitCode::ok;
}

} // namespace vitrine::apps
