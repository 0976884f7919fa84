// What was probably meant by a name that nobody knows: the names at the least edit distance.
#include "apps/nearest.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>

namespace vitrine::apps {
namespace {

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

// How many letters must be put in, taken out or changed (Levenshtein), row by row of the usual matrix.
std::size_t edit_distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t changed = diagonal + (lower(from[i]) == lower(to[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, changed});
        }
    }
    return row.back();
}

} // namespace

bool equal_without_case(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::vector<std::string> nearest(std::string_view wanted, const std::vector<std::string>& known) {
    std::size_t best = wanted.size() / 2 + 1; // farther away is not meant at all
    std::vector<std::string> names;
    for (const std::string& name : known) {
        const std::size_t distance = edit_distance(wanted.substr(0, 100), name);
        if (distance > best || (distance == best && names.size() == 3)) continue;
        if (distance < best) names.clear();
        best = distance;
        names.push_back(name);
    }
    return names;
}

std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& known) {
    const std::vector<std::string> names = nearest(wanted, known);
    return names.empty() ? "" : fmt::format("; did you mean {}?", fmt::join(names, " or "));
}

} // namespace vitrine::apps
