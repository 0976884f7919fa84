// Words in lines of 80 columns, behind a label.
#include "apps/lab/columns.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::size_t label_width = 12; // two blanks, a word, two blanks
constexpr std::size_t width = 80;

// Columns that UTF-8 text takes, if each of its characters takes one.
std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

} // namespace

std::string labelled(std::string_view label, std::string_view words) {
    std::string text = fmt::format("  {:<{}}", label, label_width - 2);
    std::size_t column = label_width;
    while (!words.empty()) {
        const std::string_view word = words.substr(0, words.find(' '));
        words.remove_prefix(std::min(word.size() + 1, words.size()));
        const std::size_t size = columns_of(word);
        if (column > label_width && column + 1 + size > width) {
            text += '\n' + std::string(label_width, ' ');
            column = label_width;
        } else if (column > label_width) {
            text += ' ';
            ++column;
        }
        text += word;
        column += size;
    }
    return text + '\n';
}

} // namespace vitrine::apps
