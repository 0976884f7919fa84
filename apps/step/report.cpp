// What is said at a stop, and of the end of a run.
#include "apps/step/report.h"

#include "tls/base/names.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

using namespace tls::told;

constexpr std::size_t hex_lines = 4;    // of each record; `p bytes` shows the rest
constexpr std::size_t field_lines = 24; // of each message; `p fields` shows the rest

void append_answer(Lines& lines, std::string_view question, const Lines& answer) {
    lines.emplace_back(question, Ink::dim);
    for (const Line& line : answer) lines.emplace_back("  " + line.text, line.ink);
}

std::size_t number_of_stop(const Scene& scene) { return stops_in(scene.events(), Unit::message).size(); }

struct Refusal {
    const tls::Event* event = nullptr; // the Failure
    const Check* check = nullptr;      // that did not pass, if the refusal was one of those
};

Refusal first_failure(const std::vector<tls::Event>& events) {
    const Check* failed = nullptr;
    for (const tls::Event& event : events) {
        if (const auto* check = tls::as<Check>(event); check != nullptr && !check->passed) failed = check;
        if (tls::as<Failure>(event) != nullptr) return {&event, failed};
    }
    return {};
}

// A check of the path is told twice: for the certificate it is about, and as the reason of the refusal.
bool is_of_certificates(const std::vector<tls::Event>& events, const Check& reason) {
    return std::any_of(events.begin(), events.end(), [&](const tls::Event& event) {
        const auto* check = tls::as<Check>(event);
        return check != nullptr && !check->passed && check->what.starts_with(reason.what + " of certificate ");
    });
}

std::string alert_text(tls::AlertDescription alert) {
    return fmt::format("alert fatal {}({})", name_of(alert), static_cast<unsigned>(alert));
}

void append_row(Lines& lines, std::string_view name, const std::string& text, std::size_t width, Ink ink) {
    append(lines, wrapped(fmt::format("  {:<8} {}", name, text), width, 11, ink));
}

bool comes_to(const std::vector<tls::Event>& events, tls::State state) {
    for (const tls::Event& event : events)
        if (const auto* move = tls::as<Move>(event); move != nullptr && move->edge->to == state) return true;
    return false;
}

} // namespace

std::string heading_of(const Scene& scene) {
    return fmt::format("stop {}, event {}: {}", number_of_stop(scene), scene.past.size(), title_of(scene));
}

Lines report_of_stop(const Scene& scene, std::size_t width) {
    Lines lines = wrapped("== " + heading_of(scene), width, 3, Ink::lit);
    append_answer(lines, "what bytes", bytes_of(scene, width - 2, hex_lines));
    append_answer(lines, "what fields", fields_of(scene, width - 2, field_lines));
    append_answer(lines, "what was computed from what", computed_in(scene, width - 2));
    append_answer(lines, "what may come next, and why", next_of(scene, width - 2));
    return lines;
}

Lines report_of_end(const std::vector<tls::Event>& events, std::size_t width) {
    const auto [event, check] = first_failure(events);
    if (event == nullptr) {
        const bool established = comes_to(events, tls::State::established);
        return wrapped(established ? "the run has ended: nothing was refused, and the handshake came to established"
                                   : "the run has ended: nothing was refused, but the handshake is not done",
                       width, 2, Ink::good);
    }
    const Failure& failure = *tls::as<Failure>(*event);
    if (failure.sent_by_peer)
        return wrapped(
            fmt::format("the run has ended: the {} was sent {}", name_of(event->us), alert_text(failure.alert)), width,
            2, Ink::bad);
    Lines lines = wrapped(fmt::format("the run has ended: the {} refuses it", name_of(event->us)), width, 2, Ink::bad);
    append_row(lines, "check", fmt::format("{}  {}", check == nullptr ? "record" : check->what, failure.rfc), width,
               Ink::bad);
    append_row(lines, "found", failure.sentence, width, Ink::bad);
    append_row(lines, "sends", alert_text(failure.alert), width, Ink::bad);
    return lines;
}

ExitCode exit_code_of(const std::vector<tls::Event>& events) {
    const auto [event, check] = first_failure(events);
    if (event == nullptr) return ExitCode::ok;
    if (tls::as<Failure>(*event)->sent_by_peer) return ExitCode::alert_received;
    return check != nullptr && is_of_certificates(events, *check) ? ExitCode::not_trusted : ExitCode::alert_sent;
}

Lines report_of_change(const ChangedField& changed, const Run& copy, std::size_t width) {
    std::size_t first = 0;
    while (changed.before[first] == changed.after[first]) ++first;
    Lines lines;
    append(
        lines,
        wrapped(fmt::format("in a copy, {} of the {} is changed: byte {} from {:02x} to {:02x}{}; o goes back "
                            "to the run as it was",
                            changed.path, name_of(changed.sender), first, changed.before[first], changed.after[first],
                            changed.sealed_anew ? " (and the record was sealed again, with the keys of the run)" : ""),
                width, 2, Ink::heading));
    append(lines, report_of_end(copy.events(), width));
    append(lines, wrapped("you stand before it: s goes on", width, 2, Ink::dim));
    return lines;
}

} // namespace vitrine::apps
