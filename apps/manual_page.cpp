// What a subcommand says of itself, as a manual page: man(7).
#include "apps/help_page.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {

namespace {

// A backslash, a hyphen that is to be one, and a line that begins like a request.
std::string roff(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '\\')
            safe += "\\e";
        else if (c == '-')
            safe += "\\-";
        else if ((c == '.' || c == '\'') && (safe.empty() || safe.back() == '\n'))
            safe += std::string{"\\&"} + c;
        else
            safe += c;
    }
    return safe;
}

// One word for man: "vitrine-ca-issue".
std::string dashed(std::string_view name) {
    std::string word{"vitrine"};
    if (!name.empty()) word += "-" + std::string{name};
    std::ranges::replace(word, ' ', '-');
    return word;
}

std::string names_of(const HelpPage::Flag& flag) {
    std::string names;
    for (const std::string& name : flag.names)
        names += fmt::format("{}\\fB{}\\fR", names.empty() ? "" : ", ", roff(name));
    return flag.placeholder.empty() ? names : fmt::format("{} \\fI{}\\fR", names, roff(flag.placeholder));
}

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return text;
}

std::string first_line(std::string_view text) { return std::string{text.substr(0, text.find('\n'))}; }

constexpr std::string_view ending = R"(.SH EXIT STATUS
0 ok, 1 usage or configuration, 2 network, 3 the peer sent a fatal alert, 4 we sent one, 5 certificate or name rejected,
6 stream truncated, 7 timeout, 8 internal, 9 a replay differs, 130 interrupted.
.SH SEE ALSO
.BR vitrine (1),
.BR openssl (1)
)";

} // namespace

std::string manual_page(const HelpPage& page) {
    const std::string name = dashed(page.name);
    std::string text = fmt::format(".TH {} 1 \"\" \"vitrine {}\" \"vitrine\"\n.SH NAME\n{} \\- {}\n", upper(roff(name)),
                                   VITRINE_VERSION, roff(name), roff(first_line(page.purpose)));
    text += fmt::format(".SH SYNOPSIS\n.B vitrine {}\n{}\n.SH DESCRIPTION\n{}\n", roff(page.name), roff(page.usage),
                        roff(page.purpose));
    std::string_view heading;
    if (!page.flags.empty()) text += ".SH OPTIONS\n";
    for (const HelpPage::Flag& flag : page.flags) {
        if (flag.heading != heading) text += fmt::format(".SS \"{}\"\n", roff(flag.heading));
        heading = flag.heading;
        text += fmt::format(".TP\n{}\n{}\n", names_of(flag), roff(flag.text));
    }
    text += fmt::format(".SH EXAMPLES\n.nf\n{}\n.fi\n", roff(page.example));
    return text + std::string{ending};
}

} // namespace vitrine::apps
