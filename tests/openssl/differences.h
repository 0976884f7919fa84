// Where openssl decides otherwise, and why: the table of docs/openssl-verify.md, which is the one list of them.
#pragma once

#include "tests/openssl/verdicts.h"

#include <map>

namespace vitrine::tests {

class Differences {
public:
    static Differences from_docs(); // throws std::runtime_error if the page has no such table

    // Two answers that agree, or whose difference has a row. If not: what is not explained.
    std::string unexplained(const Answer& ours, const Answer& openssl);
    // How often each row explained something: "openssl: X; vitrine: Y" and the number.
    const std::map<std::string, std::size_t>& used() const { return used_; }

private:
    struct Row {
        std::string openssl, vitrine; // "trusted", or the objection
    };
    bool has(const std::string& openssl, const std::string& vitrine);

    std::vector<Row> rows_;
    std::map<std::string, std::size_t> used_;
};

} // namespace vitrine::tests
