// The head of the page: what it shows, whether secrets are on it, the facts in short, and how it failed.
#include "markup.h"
#include "sections.h"

#include "tls/base/names.h"

#include <fmt/format.h>

namespace vitrine::tls::page {

namespace {

struct Source {
    std::string_view name, path; // "cipher suite", "ServerHello.cipher_suite"
};

constexpr std::array sources{
    Source{"version", "ServerHello.server_version"},
    Source{"cipher suite", "ServerHello.cipher_suite"},
    Source{"group", "ServerKeyExchange.named_curve"},
    Source{"signature scheme", "ServerKeyExchange.algorithm"},
};

std::string facts(const Run& run) {
    std::string rows;
    for (const PageOptions::Fact& fact : run.options.facts) rows += row(fact.name, html_escaped(fact.value));
    if (rows.empty())
        for (const Source& source : sources)
            if (const FoundSpan found = find_span(run, source.path); found.span != nullptr)
                rows += row(source.name, html_escaped(found.span->meaning));
    return rows.empty() ? "" : fmt::format("<table class=\"facts short\"><tbody>\n{}</tbody></table>\n", rows);
}

std::string banner(const Run& run) {
    if (run.holds_secrets())
        return "<p class=\"banner secret\" role=\"note\"><strong>This page holds secrets.</strong> The keys of this "
               "connection and what was sent under them are on it, in the clear. Whoever has the page can read the "
               "recorded connection: show it to nobody unless the connection is one to learn from.</p>\n";
    return "<p class=\"banner\" role=\"note\">No secrets are on this page: no keys, and nothing that was encrypted on "
           "the wire.</p>\n";
}

std::string failure(const Run& run) {
    const told::Failure* const failure = run.failure();
    if (failure == nullptr) return {};
    std::string rows = row("why", html_escaped(failure->sentence)) + row("rule", rfc_links(failure->rfc)) +
                       row(failure->sent_by_peer ? "alert received" : "alert sent",
                           fmt::format("fatal {}({})", name_of(failure->alert), static_cast<int>(failure->alert)));
    if (const told::Check* check = run.refused(); check != nullptr && !failure->sent_by_peer)
        rows += row("check", html_escaped(check->what)) +
                (check->found == failure->sentence
                     ? ""
                     : row("found", html_escaped(check->found)) + row("expected", html_escaped(check->expected)));
    return fmt::format("<section class=\"failure\" aria-labelledby=\"h-failure\"><h2 id=\"h-failure\">✗ The connection "
                       "failed</h2>\n<p>{}</p><table class=\"facts\"><tbody>\n{}</tbody></table></section>\n",
                       failure->sent_by_peer
                           ? fmt::format("The {} gave up and said so by an alert.", name_of(other(run.us)))
                           : fmt::format("The {} refused what it was sent. On the wire it says only the alert; this is "
                                         "the whole reason.",
                                         name_of(run.us)),
                       rows);
}

} // namespace

std::string opening(const Run& run) {
    const std::string lead =
        run.options.lead.empty() ? "" : fmt::format("<p class=\"lead\">{}</p>\n", html_escaped(run.options.lead));
    return fmt::format("<header>\n<h1>{}</h1>\n{}{}{}{}</header>\n", html_escaped(run.options.title), lead, banner(run),
                       failure(run), facts(run));
}

} // namespace vitrine::tls::page
