// A connection as one HTML page: its head, its sections in order, and the one script.
#include "tls/trace/page.h"

#include "page/assets.h"
#include "page/sections.h"

#include "crypto/hash.h"
#include "tls/trace/printable.h"
#include "tls/x509/asn1/pem.h"

#include <fmt/format.h>

namespace vitrine::tls {

namespace {

struct Section {
    std::string_view id, title;
    std::string (*write)(const page::Run&);
};

constexpr std::array sections{
    Section{"timeline", "What was said", page::timeline},
    Section{"derivations", "How the keys came about", page::derivations},
    Section{"checks", "What was checked", page::checks},
    Section{"choices", "What was chosen", page::choices},
    Section{"certificates", "Certificates", page::certificates},
    Section{"states", "States", page::state_diagram},
};

std::string head(std::string_view title) {
    return fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light "
                       "dark\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n",
                       html_escaped(page_policy()), html_escaped(title), page::style_sheet());
}

std::string contents(const std::string& links) {
    return fmt::format("<nav aria-label=\"Contents\"><ul>{}</ul></nav>\n", links);
}

} // namespace

std::string page_policy() {
    const crypto::Digest digest = crypto::hash(crypto::HashAlgorithm::sha256, as_bytes(page::script()));
    return fmt::format("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; "
                       "form-action 'none'",
                       x509::base64(digest.view()));
}

std::string render_page(const std::vector<Event>& events, Role us, const PageOptions& options) {
    const page::Run run{events, us, options};
    std::string links, body;
    for (const Section& section : sections) {
        const std::string html = section.write(run);
        if (html.empty()) continue;
        links += fmt::format("<li><a href=\"#{}\">{}</a></li>", section.id, section.title);
        body += html;
    }
    return fmt::format(
        "{}<body>\n<a class=\"skip\" href=\"#timeline\">Skip to what was said</a>\n{}{}<main>\n{}</main>\n"
        "<footer><p>Made by vitrine. Nothing on this page was "
        "fetched from anywhere else.</p></footer>\n<script>{}</script>\n</body>\n</html>\n",
        head(options.title), page::opening(run), contents(links), body, page::script());
}

} // namespace vitrine::tls
