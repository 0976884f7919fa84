// The one door for a peer's faults: break on tls::refuse to see any of them with the stack intact.
#pragma once

#include "tls/base/numbers.h"

#include <stdexcept>
#include <string>
#include <string_view>

namespace vitrine::tls {

// What a peer did wrong: the alert that answers it, a sentence a person can act on, and the rule it broke.
class Failure : public std::exception {
public:
    Failure(AlertDescription failure_alert, std::string what_happened, std::string rule)
        : alert(failure_alert), sentence(std::move(what_happened)), rfc(std::move(rule)) {}
    const char* what() const noexcept override { return sentence.c_str(); }

    AlertDescription alert;
    std::string sentence; // "the server chose a suite that was not offered"
    std::string rfc;      // "RFC 5246 §7.4.1.3"
};

// The only function that throws a Failure. Caught in one place, Connection::step(), which sends the alert.
[[noreturn]] void refuse(AlertDescription alert, std::string_view sentence, std::string_view rfc);

// Refuses unless `condition` holds.
void require(bool condition, AlertDescription alert, std::string_view sentence, std::string_view rfc);

} // namespace vitrine::tls
