// The words of a command, whose letters may be of either case.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace vitrine::apps {

inline std::string upper_case(std::string_view text) {
    std::string upper{text};
    for (char& c : upper) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return upper;
}

// Takes the first word off `line`.
inline std::string_view take_word(std::string_view& line) {
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(word.size() + 1, line.size()));
    return word;
}

} // namespace vitrine::apps
