// Small pieces of HTML that every part of the page uses.
#include "markup.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls::page {

namespace {

// One of "RFC 8422 §5.10" and "§5.11", which then is of the RFC named before it.
std::string rfc_link(std::string_view piece, std::string& number) {
    constexpr std::string_view rfc = "RFC ", sign = "§";
    if (piece.starts_with(rfc)) {
        const std::string_view rest = piece.substr(rfc.size());
        number = rest.substr(0, rest.find_first_not_of("0123456789"));
    }
    if (number.empty()) return html_escaped(piece);
    const std::size_t at = piece.find(sign);
    std::string_view section = at == std::string_view::npos ? "" : piece.substr(at + sign.size());
    section = section.substr(0, section.find(' ')); // "6.1.3 (a)(1)" is an item of it
    const bool appendix = !section.empty() && section.front() >= 'A' && section.front() <= 'Z';
    const std::string anchor = section.empty() ? "" : fmt::format("#{}-{}", appendix ? "appendix" : "section", section);
    return fmt::format(R"(<a class="rfc" rel="noreferrer" href="https://www.rfc-editor.org/rfc/rfc{}{}">{}</a>)",
                       number, html_escaped(anchor), html_escaped(piece));
}

} // namespace

std::string counted(std::size_t number, std::string_view what) {
    return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

std::string hex(View bytes) {
    if (bytes.empty()) return R"(<i class="unseen">not shown</i>)";
    return fmt::format(R"(<code class="hex">{}</code>)", to_hex(bytes));
}

std::string short_hex(View bytes, std::size_t most) {
    std::string digits;
    for (std::size_t i = 0; i < std::min(most, bytes.size()); ++i)
        digits += fmt::format("{}{:02x}", i > 0 && i % 4 == 0 ? " " : "", bytes[i]);
    return digits + (bytes.size() > most ? " …" : "");
}

std::string rfc_links(std::string_view rfc) {
    std::string links, number;
    while (!rfc.empty()) {
        const std::size_t end = std::min(rfc.find(", "), rfc.size());
        links += (links.empty() ? "" : ", ") + rfc_link(rfc.substr(0, end), number);
        rfc.remove_prefix(std::min(end + 2, rfc.size()));
    }
    return links;
}

std::string row(std::string_view name, std::string_view html) {
    return fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", html_escaped(name), html);
}

std::string preformatted(std::string_view text) {
    std::string lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines += html_escaped(line) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return fmt::format("<pre class=\"text\">{}</pre>", lines);
}

} // namespace vitrine::tls::page
