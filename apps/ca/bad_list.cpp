// The kinds of bad certificates as a list, as JSON Lines, and as a page of the documentation.
#include "apps/ca/bad.h"

#include "tls/x509/asn1/text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace vitrine::apps::ca {
namespace {

using Json = nlohmann::ordered_json;
namespace bad = x509::bad;

Json row_of(const bad::Kind& kind, std::string_view title) {
    const std::string_view why = bad::why_openssl_accepts(kind.name);
    return {{"kind", kind.name},
            {"group", title},
            {"wrong", kind.wrong},
            {"reference", kind.reference},
            {"refused_by", kind.refused_by},
            {"seen_in", kind.seen_in == bad::SeenIn::handshake ? "handshake" : "files"},
            {"openssl", why.empty() ? "refuses" : "accepts"},
            {"openssl_why", why}};
}

constexpr std::size_t indent = 26, width = 80;

std::string row_of_list(const bad::Kind& kind) {
    std::string text = fmt::format("  --{:<{}}", kind.name, indent - 4);
    std::size_t column = indent;
    for (std::string_view rest = kind.wrong; !rest.empty();) {
        const std::string_view word = x509::take_part(rest, ' ');
        const bool fits = column + word.size() + 1 <= width;
        if (column > indent) text += fits ? " " : "\n" + std::string(indent, ' ');
        column = (fits ? column : indent) + word.size() + (column > indent && fits ? 1 : 0);
        text += word;
    }
    return text + "\n";
}

constexpr std::string_view introduction =
    R"(<!-- Made by `vitrine ca bad --list --markdown`; a test holds it against that output. -->
# Bad certificates

`vitrine ca bad --KIND` makes a directory `bad-KIND` with a root, a leaf with its key, and what is shown between them. One
thing is wrong with it, and all else is as it should be: what refuses it, refuses it for that. [ca.md](ca.md) tells of good
certificates.

```
vitrine ca bad --list                  # the kinds
vitrine ca bad --expired               # bad-expired/root.pem leaf.pem leaf.key chain.pem, and what to try with them
vitrine ca bad --all -out bad          # every kind, in bad/KIND
```

"Refused by" names the check of ours, as its verdict has it; "parse" is the strict reader of DER, and the limit on what is read
at all (64 KiB). openssl's column is measured by tests/interop/test_ca_bad.py with `openssl verify -x509_strict -purpose sslserver` of openssl
3.0, for the same name and the same root.
)";

constexpr std::string_view only_in_a_handshake = R"(
## ² Where only a handshake shows it

The files alone are trusted, by `vitrine verify` too. That one message brings too many certificates, and that no response is stapled,
is seen by a client in its handshake alone: `vitrine client` refuses what `vitrine server` shows it.
)";

std::string differences() {
    std::string text = "\n## ¹ Where openssl accepts\n\n";
    for (const bad::Kind& kind : bad::all_kinds())
        if (const std::string_view why = bad::why_openssl_accepts(kind.name); !why.empty())
            text += fmt::format("- `{}`: {}.\n", kind.name, why);
    return text + std::string{only_in_a_handshake};
}

std::string text_of_check(const bad::Kind& kind) {
    return fmt::format("{}{}", kind.refused_by, kind.seen_in == bad::SeenIn::handshake ? " ²" : "");
}

} // namespace

std::string list_of_kinds() {
    std::string text;
    for (const bad::Group& group : bad::groups()) {
        text += fmt::format("{}{}\n", text.empty() ? "" : "\n", group.title);
        for (const bad::Kind& kind : group.kinds) text += row_of_list(kind);
    }
    return text;
}

std::string json_of_kinds() {
    std::string text = Json{{"schema", "vitrine.ca.bad.list/1"}}.dump() + "\n";
    for (const bad::Group& group : bad::groups())
        for (const bad::Kind& kind : group.kinds) text += row_of(kind, group.title).dump() + "\n";
    return text;
}

std::string page_of_kinds() {
    std::string page{introduction};
    for (const bad::Group& group : bad::groups()) {
        page += fmt::format("\n## {}\n\n| kind | what is wrong | ruled out in | refused by | openssl 3.0 |\n"
                            "|---|---|---|---|---|\n",
                            group.title);
        for (const bad::Kind& kind : group.kinds)
            page +=
                fmt::format("| `{}` | {} | {} | {} | {} |\n", kind.name, kind.wrong, kind.reference,
                            text_of_check(kind), bad::why_openssl_accepts(kind.name).empty() ? "refuses" : "accepts ¹");
    }
    return page + differences();
}

} // namespace vitrine::apps::ca
