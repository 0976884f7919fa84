// What is refused in the messages of a handshake, and how: docs/alerts.md is made of it.
#pragma once

#include "tests/support/endpoints.h"

namespace vitrine::tests {

// One message of a real peer's, spoilt; the end that hears it answers with the alert and says why.
struct Refusal {
    std::string name;
    tls::Role victim;
    tls::HandshakeType message; // the one that is spoilt
    Bytes (*spoil)(View body);  // its body, made wrong
    tls::AlertDescription alert;
    std::string sentence; // a part of it
};

std::vector<Refusal> all_refusals();

} // namespace vitrine::tests
