// What openssl 3.0 (3.0.22, and before where that is told) does under each fault, as the interop tests find it: beside
// our own answer, and why it differs.
#pragma once

#include "tls/base/numbers.h"

#include <optional>
#include <string_view>

namespace vitrine::tls {

struct OpensslAnswer {
    std::string_view fault;                         // its name
    std::optional<AlertDescription> alert;          // the fatal alert that it sends
    std::string_view otherwise;                     // what it does instead; empty if it sends one
    std::string_view why;                           // where its answer differs from the one that we require; else empty
    std::optional<AlertDescription> up_to_3_0_19{}; // the alert that releases up to that one sent instead
};

// Nothing if the fault cannot be played against openssl.
const OpensslAnswer* openssl_answer_to(std::string_view fault);

} // namespace vitrine::tls
