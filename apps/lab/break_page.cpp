// docs/break.md: the faults, what they are answered by here and by openssl, and where that differs.
#include "apps/lab/break_page.h"

#include "tls/base/names.h"
#include "tls/lab/openssl_answers.h"
#include "tls/lab/play.h"

#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::string_view introduction =
    R"(<!-- Made by `vitrine break --list --markdown`; a test holds it against that output. -->
# Faults, and how they are refused

`vitrine break` plays a peer that breaks one rule, and shows the check that refuses it and the alert that answers. A real
connection speaks behind the scripted peer, so that everything but the fault is as it should be.

```
vitrine break skip-ske                 # in memory: a scripted server against our client, the same run every time
vitrine break --all                    # each of them, one line each
vitrine break --list                   # their names
```

Against a program of your own, on this machine's loopback only (anything else has to be said twice):

```
vitrine break ccs-early -connect 127.0.0.1:4433        # an evil client; a server listens there

vitrine break --ca > lab.pem                           # what the evil server's certificates are issued by
vitrine break skip-ske -accept 4433                    # an evil server; it waits for a client
openssl s_client -tls1_2 -connect 127.0.0.1:4433 -servername localhost -verify_hostname localhost \
    -CAfile lab.pem -verify_return_error
```

The exit code is 0 if the fault was refused as required, 4 if it was refused in another way, 8 if it was not refused. The
key of the laboratory's certificates is in the source for everybody to read: trust `lab.pem` for as long as you try.

Both columns of answers are measured: ours each time this page is made, openssl's by tests/interop/test_break.py, which plays
every fault over loopback against ours and against openssl 3.0 (`s_server -tls1_2`, `s_client -tls1_2`) and fails if an answer is
not the one that stands here. "C" is played by a client, "S" by a server.
)";

std::string ours(const tls::Fault& fault) {
    const tls::Played played = tls::play_in_memory(fault);
    if (played.answer) return name_of(*played.answer);
    return played.ending == tls::Ending::truncated ? "truncated, no alert" : "**not refused**";
}

std::string of_openssl(const tls::Fault& fault) {
    const tls::OpensslAnswer* const answer = tls::openssl_answer_to(fault.name);
    if (answer == nullptr) return "not tried";
    std::string did = answer->alert ? name_of(*answer->alert) : std::string{answer->otherwise};
    if (answer->up_to_3_0_19) did += fmt::format(" (up to 3.0.19: {})", name_of(*answer->up_to_3_0_19));
    return answer->why.empty() ? did : did + " ¹";
}

std::string in_a_cell(std::string_view text) {
    std::string cell;
    for (const char character : text) cell += character == '|' ? std::string{"\\|"} : std::string(1, character);
    return cell;
}

std::string table_of(const tls::FaultKind& kind) {
    std::string text = fmt::format("\n## {}\n\n| fault | by | what is done | known as | ours | openssl 3.0 |\n"
                                   "|---|---|---|---|---|---|\n",
                                   kind.title);
    for (const tls::Fault& fault : kind.faults)
        text +=
            fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", fault.name, fault.plays == tls::Role::client ? "C" : "S",
                        in_a_cell(fault.attack), in_a_cell(fault.reference), ours(fault), of_openssl(fault));
    return text;
}

std::string differences() {
    std::string text = "\n## ¹ Where openssl answers otherwise\n\n";
    for (const tls::Fault& fault : tls::all_faults()) {
        const tls::OpensslAnswer* const answer = tls::openssl_answer_to(fault.name);
        if (answer != nullptr && !answer->why.empty()) text += fmt::format("- `{}`: {}.\n", fault.name, answer->why);
    }
    return text;
}

} // namespace

std::string page_of_faults() {
    std::string page{introduction};
    for (const tls::FaultKind& kind : tls::fault_kinds()) page += table_of(kind);
    return page + differences();
}

} // namespace vitrine::apps
