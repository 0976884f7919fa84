// Public key infrastructures made at random: several roots, some of one name; intermediates that several CAs signed,
// that sign each other in a circle, that are issued again after their key changed; and here and there something wrong.
#pragma once

#include "tests/openssl/issue.h"
#include "tests/openssl/mutation.h"
#include "tests/openssl/verdicts.h"

namespace vitrine::tests {

class Pkis {
public:
    Pkis(); // makes the keys, which all share
    // What is wrong with its certificates is told in `faults`: "Level 1.0 by Root 0: expired".
    Case make(std::uint64_t seed, std::vector<std::string>& faults) const;

private:
    friend class Pki;
    std::vector<KeyHandle> keys_; // good ones
    KeyHandle rsa1024_, p521_, ed25519_;
};

} // namespace vitrine::tests
