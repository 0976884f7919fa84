// What was checked and with what result, and what was chosen from which candidates.
#include "markup.h"
#include "sections.h"

#include "tls/base/names.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls::page {

namespace {

std::string check_row(const told::Check& check) {
    return fmt::format("<tr class=\"{}\"><td><span class=\"verdict\">{}</span></td><th scope=\"row\">{}</th>"
                       "<td class=\"value\">{}</td><td class=\"value\">{}</td><td>{}</td></tr>\n",
                       check.passed ? "ok" : "bad", check.passed ? "✓ passed" : "✗ refused", html_escaped(check.what),
                       html_escaped(check.found), html_escaped(check.expected), rfc_links(check.rfc));
}

std::string check_group(const Run& run, const Acts& acts) {
    if (acts.checks.empty()) return {};
    const std::string about = acts.record == 0
                                  ? "before the first record"
                                  : fmt::format("on <a href=\"#record-{0}\">record {0}, {1}</a>", acts.record,
                                                html_escaped(content_of(run.records[acts.record - 1])));
    std::string rows;
    for (const told::Check* check : acts.checks) rows += check_row(*check);
    return fmt::format("<tbody id=\"checks-{}\"><tr class=\"group\"><th colspan=\"5\" scope=\"rowgroup\">{}</th></tr>\n"
                       "{}</tbody>\n",
                       acts.record, about, rows);
}

std::vector<const told::Choice*> all_choices(const Run& run) {
    std::vector<const told::Choice*> all;
    for (const Acts& acts : run.acts) all.insert(all.end(), acts.choices.begin(), acts.choices.end());
    return all;
}

std::string candidate_row(const told::Choice& choice) {
    return fmt::format("<tr class=\"{}\"><td><span class=\"verdict\">{}</span></td><th scope=\"row\">{}</th><td>{}</td>"
                       "</tr>\n",
                       choice.taken ? "ok" : "dropped", choice.taken ? "✓ taken" : "– dropped",
                       html_escaped(choice.candidate), html_escaped(choice.why));
}

// Of one question: each candidate, in the order in which they were looked at.
std::string choice_table(const std::vector<const told::Choice*>& all, const std::string& what) {
    std::string rows, taken = "none";
    std::size_t count = 0;
    for (const told::Choice* choice : all) {
        if (choice->what != what) continue;
        ++count;
        rows += candidate_row(*choice);
        if (choice->taken) taken = choice->candidate;
    }
    return fmt::format("<details class=\"choice\"><summary><b>{}</b> <span class=\"v\">{}</span> <span class=\"of\">"
                       "{}</span></summary><div class=\"scroll\"><table class=\"list\"><tbody>{}</tbody></table></div>"
                       "</details>\n",
                       html_escaped(what), html_escaped(taken),
                       count == 1 ? "" : fmt::format("of {}", counted(count, "candidate")), rows);
}

} // namespace

std::string checks(const Run& run) {
    std::string groups;
    for (const Acts& acts : run.acts) groups += check_group(run, acts);
    if (groups.empty()) return {};
    return fmt::format("<section id=\"checks\" aria-labelledby=\"h-checks\"><h2 id=\"h-checks\">What was checked</h2>\n"
                       "<p>Every check that the {} made on what it was sent, with what it found and what it held that "
                       "against. The first that does not pass ends the connection.</p>\n"
                       "<div class=\"scroll\"><table class=\"list\"><thead><tr><th scope=\"col\">verdict</th>"
                       "<th scope=\"col\">check</th><th scope=\"col\">found</th><th scope=\"col\">expected</th>"
                       "<th scope=\"col\">rule</th></tr></thead>\n{}</table></div></section>\n",
                       name_of(run.us), groups);
}

std::string choices(const Run& run) {
    const std::vector<const told::Choice*> all = all_choices(run);
    if (all.empty()) return {};
    std::vector<std::string> questions;
    for (const told::Choice* choice : all)
        if (std::find(questions.begin(), questions.end(), choice->what) == questions.end())
            questions.push_back(choice->what);
    std::string tables;
    for (const std::string& what : questions) tables += choice_table(all, what);
    return fmt::format(
        "<section id=\"choices\" aria-labelledby=\"h-choices\"><h2 id=\"h-choices\">What was chosen</h2>"
        "\n<p>The client offers, the server chooses. Open a question to see the candidates, and why each "
        "was taken or dropped.</p>\n{}</section>\n",
        tables);
}

} // namespace vitrine::tls::page
