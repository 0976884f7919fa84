// What the answer to one question may cost, over all paths that are tried together, and what was found out once.
#pragma once

#include "tls/x509/certificate/certificate.h"

#include <map>

namespace vitrine::x509 {

class Budget {
public:
    static constexpr std::size_t max_signature_checks = 64;
    static constexpr std::size_t max_name_comparisons = 250'000; // of names with constraints (CVE-2018-16875)

    // Is the subject's signature one by the issuer's key? Each pair is worked out once; nothing if there is no
    // signature check left. The issuer has a key and the subject an algorithm that we use.
    std::optional<bool> signature_verifies(const Certificate& subject, const Certificate& issuer);
    // Takes one comparison; false if there is none left.
    bool compare_names();

    std::size_t signature_checks() const { return verified_.size(); }
    std::size_t name_comparisons() const { return name_comparisons_; }
    bool spent() const { return spent_; } // something was asked for that was not left

private:
    using Pair = std::pair<const std::uint8_t*, const std::uint8_t*>; // where the DER of subject and issuer lies
    std::map<Pair, bool> verified_;
    std::size_t name_comparisons_ = 0;
    bool spent_ = false;
};

} // namespace vitrine::x509
