// A connection as one HTML page for a person who wants to understand it: every record, field, check, choice and
// derivation, to open and close. It needs nothing but itself: no other file, no other host; scripts only add comfort.
#pragma once

#include "tls/trace/secrets.h"

namespace vitrine::tls {

struct PageOptions {
    struct Fact {
        std::string name;  // "cipher suite"
        std::string value; // as it was sent: the page escapes it
    };

    Secrets secrets = Secrets::hidden;
    std::string title = "A TLS 1.2 connection";
    std::string lead;                                        // a sentence under the title
    std::array<std::string, 2> captions{"client", "server"}; // who they are: "your browser"
    std::vector<Fact> facts;                                 // at the top; if empty, those that the records tell
    std::string afterword;                                   // what came behind the last record
};

// Whatever `us` told of the connection. All that a peer sent is escaped. With Secrets::hidden nothing is on the page
// that the wire does not show.
std::string render_page(const std::vector<Event>& events, Role us, const PageOptions& options);

// The page's Content-Security-Policy: nothing may be loaded, and no script may run but the page's own. It is in the
// page; a server also sends it as a header.
std::string page_policy();

} // namespace vitrine::tls
