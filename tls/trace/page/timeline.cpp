// The records of a connection between its two ends, one below the other, and what one end did in between.
#include "fields.h"
#include "markup.h"
#include "sections.h"
#include "words.h"

#include "tls/base/names.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls::page {

namespace {

std::string_view cover_of(const ExplainedRecord& record) {
    if (!record.encrypted) return R"(<span class="tag clear">in the clear</span>)";
    if (!record.opened) return R"(<span class="tag sealed">encrypted</span>)";
    return R"(<span class="tag sealed">encrypted, opened here</span>)";
}

std::string states_of(const std::vector<const Edge*>& moves) {
    if (moves.empty()) return {};
    return fmt::format(R"(<span class="states"><span class="vh">state </span>{} → {}</span>)",
                       name_of(moves.front()->from), name_of(moves.back()->to));
}

std::string summary_of(const Run& run, std::size_t index) {
    const ExplainedRecord& record = run.records[index];
    const std::string content = content_of(record);
    const std::string_view first = record.messages.empty() ? std::string_view{content} : record.messages.front();
    return fmt::format("<summary><span class=\"no\"><span class=\"vh\">record </span>{}</span> "
                       "<span class=\"what\">{}</span> <span class=\"vh\">from the {} to the {}</span> {} "
                       "<span class=\"size\">{}</span> <span class=\"say\">{}</span> {}</summary>",
                       index + 1, html_escaped(content), name_of(record.sender), name_of(other(record.sender)),
                       cover_of(record), counted(record.wire.size(), "byte"), purpose_of(first),
                       states_of(run.moves[index]));
}

std::string dump(const ExplainedRecord& record, View bytes, std::size_t number, std::string_view kind) {
    return fmt::format("<pre class=\"dump\" tabindex=\"0\" role=\"group\" aria-label=\"{} of record {}: the arrow keys "
                       "go from field to field, Enter opens one\">{}</pre>",
                       kind, number, bytes_html(record, bytes));
}

std::string bytes_of(const ExplainedRecord& record, std::size_t number) {
    if (!record.encrypted || !record.opened) return dump(record, record.wire, number, "Bytes");
    return "<p class=\"at\">the plaintext in place of the ciphertext</p>" +
           dump(record, record.clear, number, "Plaintext") +
           "<details class=\"wire\"><summary>as it lay on the wire</summary>" +
           dump(record, record.wire, number, "Ciphertext") + "</details>";
}

std::string nonce_link(const Run& run, std::size_t index) {
    const ExplainedRecord& record = run.records[index];
    if (!is_sealed(record) || derivation_of(run, "key_block") == nullptr) return {};
    return fmt::format(R"(<p><a class="to-nonce" href="#nonce-{0}" data-record="{0}">How its nonce came about</a></p>)",
                       index + 1);
}

std::string card(const Run& run, std::size_t index, Told& told) {
    const ExplainedRecord& record = run.records[index];
    const auto& moves = run.moves[index];
    return fmt::format(
        "<li class=\"row {}{}\" id=\"record-{}\" data-state=\"{}\"><details class=\"record\"{}>{}<div class=\"body\">"
        "<div class=\"fields\">{}{}</div><div class=\"bytes\"><h4>Bytes</h4>{}</div></div></details></li>\n",
        name_of(record.sender), record.encrypted ? " sealed" : "", index + 1,
        moves.empty() ? std::string_view{} : name_of(moves.back()->to), index == 0 ? " open" : "",
        summary_of(run, index), fields_html(record, told), nonce_link(run, index), bytes_of(record, index + 1));
}

std::string joined(const std::vector<std::string>& parts) {
    std::string html;
    for (const std::string& part : parts)
        html += fmt::format("{}<span class=\"part\">{}</span>", html.empty() ? "" : " · ", part);
    return html;
}

std::vector<std::string> choices_in(const Acts& acts) {
    std::vector<std::string> parts;
    for (const told::Choice* choice : acts.choices)
        if (choice->taken)
            parts.push_back(fmt::format("chose <a href=\"#choices\">{} <b>{}</b></a>", html_escaped(choice->what),
                                        html_escaped(choice->candidate)));
    return parts;
}

std::string checks_in(const Acts& acts) {
    const auto passes = [](const told::Check* check) { return check->passed; };
    const auto passed = static_cast<std::size_t>(std::count_if(acts.checks.begin(), acts.checks.end(), passes));
    const std::size_t refused = acts.checks.size() - passed;
    return fmt::format("<a href=\"#checks-{}\">{} passed{}</a>", acts.record, counted(passed, "check"),
                       refused == 0 ? "" : fmt::format(", <b>{} refused</b>", refused));
}

std::string session_in(const told::Session& session) {
    switch (session.act) {
    case SessionAct::found: return fmt::format("found a session by its {}", name_of(session.by));
    case SessionAct::issued: return "sealed the session in a ticket";
    default: return fmt::format("kept the session, to be found by its {}", name_of(session.by));
    }
}

std::string acts_row(const Run& run, const Acts& acts) {
    std::vector<std::string> parts;
    if (!acts.checks.empty()) parts.push_back(checks_in(acts));
    for (std::string& part : choices_in(acts)) parts.push_back(std::move(part));
    for (const told::Signature* signature : acts.signatures)
        parts.push_back(fmt::format("{} the <a href=\"#signatures\">signature of {}</a>",
                                    signature->signer == run.us ? "made" : "checked", html_escaped(signature->what)));
    for (const told::Agreement* agreement : acts.agreements)
        parts.push_back(
            fmt::format("computed the <a href=\"#premaster\">premaster secret</a> by {}", name_of(agreement->group)));
    for (const told::Derivation* derivation : acts.derivations)
        parts.push_back(fmt::format("derived <a href=\"#{}\">{}</a>", html_escaped(id_of(*derivation)),
                                    html_escaped(derivation->became)));
    for (const told::Session* session : acts.sessions) parts.push_back(session_in(*session));
    if (parts.empty()) return {};
    return fmt::format("<li class=\"acts {}\"><p><span class=\"who\">the {}:</span> {}</p></li>\n", name_of(run.us),
                       name_of(run.us), joined(parts));
}

std::string failure_row(const Run& run, const Acts& acts) {
    if (acts.failure == nullptr) return {};
    return fmt::format("<li class=\"acts {} failed\"><p><span class=\"who\">the {}</span> gives up: {}</p></li>\n",
                       name_of(run.us), name_of(run.us), html_escaped(acts.failure->sentence));
}

} // namespace

std::string timeline(const Run& run) {
    Told told;
    std::string rows = acts_row(run, run.acts.front()) + failure_row(run, run.acts.front());
    for (std::size_t i = 0; i < run.records.size(); ++i)
        rows += card(run, i, told) + acts_row(run, run.acts[i + 1]) + failure_row(run, run.acts[i + 1]);
    return fmt::format(
        "<section id=\"timeline\" aria-labelledby=\"h-timeline\"><h2 id=\"h-timeline\">What was said</h2>\n"
        "<p>Each box is a record, in the order of the wire. Open it to see its fields beside its bytes: a field lights "
        "up its bytes, and a byte leads to its field.</p>\n"
        "<div class=\"tools\" role=\"group\" aria-label=\"Step through the records\" hidden>"
        "<button type=\"button\" data-do=\"back\">◂ back</button><button type=\"button\" data-do=\"forward\">step ▸"
        "</button><span class=\"where\" role=\"status\"></span><span class=\"gap\"></span>"
        "<button type=\"button\" data-do=\"open\">open all</button><button type=\"button\" data-do=\"close\">close all"
        "</button></div>\n"
        "<div class=\"ends\" aria-hidden=\"true\"><span>{}</span><span>{}</span></div>\n<ol class=\"talk\">\n{}</ol>\n"
        "{}</section>\n",
        html_escaped(run.options.captions[0]), html_escaped(run.options.captions[1]), rows,
        run.options.afterword.empty()
            ? ""
            : fmt::format("<p class=\"after\">{}</p>\n", html_escaped(run.options.afterword)));
}

} // namespace vitrine::tls::page
