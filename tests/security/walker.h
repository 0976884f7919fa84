// A dialogue in which one end says what chance tells it to.
#pragma once

#include "tests/support/endpoints.h"

namespace vitrine::tests {

// How it ended for the end that keeps the rules.
struct Walk {
    // All messages of both, in order: client h(ello), c(ertificate), e(mpty certificate), k(ey exchange), v(erify),
    // y (ChangeCipherSpec), f(inished); server H, C, S(tatus), K, R(equest), D(one), N(ew ticket), Y, F; any other ?.
    std::string messages;
    tls::State state{};
    bool established = false;
    std::optional<tls::AlertDescription> alert; // that it sent
    std::string sentence;                       // why
    unsigned mischief = 0;                      // how often what was due was not just said
};

// The same for the same seed.
Walk walk_by(std::uint64_t seed);

} // namespace vitrine::tests
