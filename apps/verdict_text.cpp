// The verdict on a certificate path, as a table for a person.
#include "apps/verdict_text.h"

#include "apps/terminal.h"
#include "tls/trace/text_layout.h"

#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::size_t detail_column = 8; // behind two blanks, "FAIL", two blanks

// "  FAIL  validity                    RFC 5280 §6.1.3 (a)(2)", and what was found below it.
std::string finding_lines(const x509::Finding& finding, std::size_t columns) {
    const std::string detail = tls::wrapped(escaped(finding.detail), detail_column, columns);
    return fmt::format("  {}  {:<27} {}\n{:{}}{}\n", finding.passed ? "pass" : "FAIL", finding.check, finding.rfc, "",
                       detail_column, detail);
}

std::string role_of(const x509::Verdict& verdict, std::size_t depth) {
    const bool anchored = !verdict.findings.empty() && verdict.findings.back().passed;
    if (depth + 1 == verdict.path.size() && anchored) return depth == 0 ? "itself a trust anchor" : "trust anchor";
    return depth == 0 ? "the peer's own" : "issuer";
}

std::string path_lines(const x509::Verdict& verdict, std::size_t columns) {
    std::string text = "  certificate path\n";
    for (std::size_t depth = 0; depth < verdict.path.size(); ++depth) {
        const std::string name = fmt::format("{} ({})", verdict.path[depth].subject().text(), role_of(verdict, depth));
        text += fmt::format("    {}  {}\n", depth, tls::wrapped(escaped(name), 7, columns));
    }
    return text;
}

// "  checks of certificate 1, CN=Intermediate"
std::string heading_of(const x509::Verdict& verdict, std::size_t depth, std::size_t columns) {
    if (depth >= verdict.path.size()) return "  checks\n"; // what was shown could not be parsed
    const std::string text = fmt::format("checks of certificate {}, {}", depth, verdict.path[depth].subject().text());
    return fmt::format("  {}\n", tls::wrapped(escaped(text), 2, columns));
}

// "CN=example.com < CN=Intermediate < CN=Root"
std::string chain_of(const std::vector<x509::Certificate>& path) {
    std::string text;
    for (const x509::Certificate& certificate : path)
        text += fmt::format("{}{}", text.empty() ? "" : " < ", certificate.subject().text());
    return text;
}

std::string rejected_lines(const x509::Verdict& verdict, std::size_t columns) {
    if (verdict.rejected.empty()) return {};
    std::string text = "  rejected paths\n";
    for (const x509::RejectedPath& rejected : verdict.rejected) {
        const x509::Finding& reason = rejected.reason;
        const std::string why = fmt::format("certificate {}: {} ({}): {}", reason.depth, reason.check,
                                            tls::unbroken(reason.rfc), reason.detail);
        text += fmt::format("    {}\n      {}\n", tls::wrapped(escaped(chain_of(rejected.path)), 4, columns),
                            tls::wrapped(escaped(why), 6, columns));
    }
    return text;
}

} // namespace

std::string verdict_table(const x509::Verdict& verdict, std::size_t columns) {
    const bool searched = !verdict.path.empty(); // else what was shown could not even be parsed
    std::string text = searched ? path_lines(verdict, columns) : "";
    std::size_t depth = verdict.path.size() + 1; // none yet
    for (const x509::Finding& finding : verdict.findings) {
        if (finding.depth != depth) text += heading_of(verdict, finding.depth, columns);
        depth = finding.depth;
        text += finding_lines(finding, columns);
    }
    if (!searched) return text;
    text += rejected_lines(verdict, columns);
    return text + fmt::format("  search: {}; {} signatures were checked\n", name_of(verdict.search_end),
                              verdict.signature_checks);
}

std::string verdict_sentence(const x509::Verdict& verdict) {
    const x509::Finding* const reason = verdict.reason();
    if (reason == nullptr)
        return fmt::format("trusted: all {} checks passed, up to the anchor {}", verdict.checks,
                           escaped(verdict.path.back().subject().text()));
    if (verdict.path.empty()) return fmt::format("NOT TRUSTED: {} ({})", escaped(reason->detail), reason->rfc);
    return fmt::format("NOT TRUSTED: {} ({} of certificate {}, {})", escaped(reason->detail), reason->check,
                       reason->depth, reason->rfc);
}

} // namespace vitrine::apps
