// Chains of three certificates of which one was changed, and mostly signed again: what is wrong with it then stands in
// what it says, not in its signature.
#pragma once

#include "tests/openssl/issue.h"
#include "tests/openssl/mutation.h"
#include "tests/openssl/verdicts.h"

namespace vitrine::tests {

class Mutants {
public:
    Mutants();
    Case make(std::uint64_t seed) const;

private:
    struct Chain {
        DerNode leaf, intermediate, root;
        EVP_PKEY *intermediate_key, *root_key;
    };
    struct Keys {
        KeyHandle leaf, intermediate, root;
    };
    void add_chain(const std::string& leaf, const std::string& intermediate, const Keys& keys);
    void mutate_one(DerNode& certificate, EVP_PKEY* issuer_key, Random& random) const;

    Keys by_rsa_, by_ecdsa_;
    std::vector<Chain> chains_;
    std::vector<DerNode> donors_;
};

} // namespace vitrine::tests
