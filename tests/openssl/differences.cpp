// Where openssl decides otherwise, and why.
#include "tests/openssl/differences.h"

#include "tests/support/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace vitrine::tests {

// Rows are "| openssl's words | ours | reason |", the first two between backticks.
Differences Differences::from_docs() {
    static const std::regex row{"\\| `([^`]+)` \\| `([^`]+)` \\| .+ \\|"};
    Differences differences;
    std::istringstream lines{read_test_file("../docs/openssl-verify.md")};
    for (std::string line; std::getline(lines, line);)
        if (std::smatch parts; std::regex_match(line, parts, row)) differences.rows_.push_back({parts[1], parts[2]});
    if (differences.rows_.empty()) throw std::runtime_error{"docs/openssl-verify.md has no table of differences"};
    return differences;
}

bool Differences::has(const std::string& openssl, const std::string& vitrine) {
    const auto found =
        std::ranges::find_if(rows_, [&](const Row& row) { return row.openssl == openssl && row.vitrine == vitrine; });
    if (found == rows_.end()) return false;
    ++used_[fmt::format("openssl: {}; vitrine: {}", openssl, vitrine)];
    return true;
}

// Of several objections of openssl's each needs its row: one that is forgiven does not hide another.
std::string Differences::unexplained(const Answer& ours, const Answer& openssl) {
    if (ours.trusted == openssl.trusted) return {};
    if (!ours.trusted) {
        if (has("trusted", ours.objections.front())) return {};
        return fmt::format("openssl trusts it; vitrine: {}: {}", ours.objections.front(), ours.detail);
    }
    for (const std::string& objection : openssl.objections)
        if (!has(objection, "trusted")) return fmt::format("vitrine trusts it; openssl: {}", objection);
    return {};
}

} // namespace vitrine::tests
