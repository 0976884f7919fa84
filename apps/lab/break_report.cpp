// What a person, or a program, is told of faults.
#include "apps/lab/break_report.h"

#include "apps/lab/columns.h"
#include "apps/terminal.h"
#include "tls/base/names.h"
#include "tls/lab/openssl_answers.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace vitrine::apps {
namespace {

using Json = nlohmann::ordered_json;

std::string alert_text(tls::AlertDescription alert) {
    return fmt::format("alert fatal {}({})", name_of(alert), static_cast<unsigned>(alert));
}

std::string found_in(const tls::Played& played) {
    if (played.answer) return alert_text(*played.answer);
    if (played.ending == tls::Ending::truncated) return "the stream counts as truncated";
    return "no refusal";
}

std::string moment_of(const tls::Fault& fault) {
    return fault.instead_of ? fmt::format("in the place of {}", name_of(*fault.instead_of)) : "once established";
}

std::string openssl_text(const tls::Fault& fault) {
    const tls::OpensslAnswer* const answer = tls::openssl_answer_to(fault.name);
    if (answer == nullptr) return "not tried";
    std::string did = answer->alert ? alert_text(*answer->alert) : std::string{answer->otherwise};
    if (answer->up_to_3_0_19) did += fmt::format(" (up to 3.0.19: {})", alert_text(*answer->up_to_3_0_19));
    return answer->why.empty() ? did : fmt::format("{}: {}", did, answer->why);
}

std::string heading(const tls::Fault& fault) {
    return fmt::format("{}\n", fault.name) + labelled("known as", fault.reference) + labelled("attack", fault.attack) +
           labelled("played", fmt::format("by the {}, {}", name_of(fault.plays), moment_of(fault)));
}

std::string check_of(const tls::Played& played) {
    if (!played.refusal) return "";
    const tls::FailureReport& refusal = *played.refusal;
    return labelled("check", escaped(refusal.failure.sentence)) + labelled("rule", refusal.failure.rfc) +
           labelled("where", fmt::format("{} in state {}, record {}{}{}", name_of(refusal.us), name_of(refusal.state),
                                         refusal.records, refusal.message.empty() ? "" : ", ", refusal.message));
}

std::string verdict_of(ExitCode code) {
    if (code == ExitCode::ok) return "refused as required";
    return code == ExitCode::alert_sent ? "refused, but not as required" : "NOT REFUSED";
}

Json row_of(const tls::Fault& fault) {
    return {{"fault", fault.name},
            {"by", name_of(fault.plays)},
            {"instead_of", fault.instead_of ? Json(name_of(*fault.instead_of)) : Json()},
            {"attack", fault.attack},
            {"reference", fault.reference},
            {"required", fault.alert ? Json(name_of(*fault.alert)) : Json()}};
}

Json row_of_list(const tls::Fault& fault) {
    Json row = row_of(fault);
    row["needs"] = fault.needs;
    row["visits"] = fault.visit == tls::Visit::second ? 2 : 1; // connections that the play takes
    const tls::OpensslAnswer* const answer = tls::openssl_answer_to(fault.name);
    if (answer == nullptr) return row;
    row["openssl"] = answer->alert ? Json(name_of(*answer->alert)) : Json();
    row["openssl_why"] = answer->why;
    if (answer->up_to_3_0_19) row["openssl_up_to_3_0_19"] = name_of(*answer->up_to_3_0_19);
    return row;
}

std::string json_of(std::string_view where, Json row, const std::optional<tls::AlertDescription>& found,
                    ExitCode code) {
    row["found"] = found ? Json(name_of(*found)) : Json();
    row["verdict"] = verdict_of(code);
    row["where"] = where;
    return row.dump() + "\n";
}

std::string line(const tls::Fault& fault, std::string_view found, ExitCode code) {
    return fmt::format("{:<33} {:<36} {}\n", fault.name, found, code == ExitCode::ok ? "ok" : verdict_of(code));
}

} // namespace

std::string first_line_of_json() { return Json{{"schema", "vitrine.break/1"}}.dump() + "\n"; }

std::string required_of(const tls::Fault& fault) {
    return fault.alert ? alert_text(*fault.alert) : "no alert: the stream must count as truncated";
}

std::string list_of_faults(ReportAs form) {
    std::string text;
    if (form == ReportAs::json) {
        text = Json{{"schema", "vitrine.break.list/1"}}.dump() + "\n";
        for (const tls::Fault& fault : tls::all_faults()) text += row_of_list(fault).dump() + "\n";
        return text;
    }
    for (const tls::FaultKind& kind : tls::fault_kinds()) {
        text += fmt::format("{}{}\n", text.empty() ? "" : "\n", kind.title);
        for (const tls::Fault& fault : kind.faults)
            text += fmt::format("  {:<33} {} {}\n", fault.name, fault.plays == tls::Role::client ? "C" : "S",
                                fault.reference);
    }
    return text + "\nC: the client plays it, S: the server.\n";
}

ExitCode exit_code_of(const tls::Played& played) {
    if (played.as_required) return ExitCode::ok;
    return played.refusal ? ExitCode::alert_sent : ExitCode::internal;
}

ExitCode exit_code_of(const tls::Fault& fault, const Answer& answer) {
    if (is_as_required(fault, answer)) return ExitCode::ok;
    const bool refused = answer.how == Answer::How::alert || answer.how == Answer::How::ended;
    return refused ? ExitCode::alert_sent : ExitCode::internal;
}

std::string report(const tls::Fault& fault, const tls::Played& played, ReportAs form) {
    const ExitCode code = exit_code_of(played);
    if (form == ReportAs::json) {
        Json row = row_of(fault);
        row["sentence"] = played.refusal ? Json(escaped(played.refusal->failure.sentence)) : Json();
        row["rfc"] = played.refusal ? Json(played.refusal->failure.rfc) : Json();
        row["notes"] = played.notes;
        return json_of("memory", row, played.answer, code);
    }
    std::string text = heading(fault);
    for (const std::string& note : played.notes) text += labelled("shown", note);
    for (const Bytes& data : played.delivered) text += labelled("delivered", escaped(as_text(data)));
    return text + check_of(played) + labelled("required", required_of(fault)) + labelled("found", found_in(played)) +
           labelled("openssl", openssl_text(fault)) + labelled("verdict", verdict_of(code));
}

std::string report(const tls::Fault& fault, const Answer& answer, ReportAs form) {
    const ExitCode code = exit_code_of(fault, answer);
    if (form == ReportAs::json) {
        Json row = row_of(fault);
        row["answer"] = text_of(answer);
        return json_of("network", row, answer.alert, code);
    }
    return heading(fault) + labelled("required", required_of(fault)) + labelled("found", text_of(answer)) +
           labelled("verdict", verdict_of(code));
}

std::string line_of(const tls::Fault& fault, const tls::Played& played) {
    return line(fault, found_in(played), exit_code_of(played));
}

std::string line_of(const tls::Fault& fault, const Answer& answer) {
    return line(fault, text_of(answer), exit_code_of(fault, answer));
}

} // namespace vitrine::apps
