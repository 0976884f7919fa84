// A screenful of inked characters in memory.
#include "apps/step/canvas.h"

#include <algorithm>

namespace vitrine::apps {
namespace {

// The first character of the text: a byte, and those that continue it.
std::string_view first_character(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) ++size;
    return text.substr(0, size);
}

} // namespace

void Canvas::put(std::size_t row, std::size_t column, const Line& line, std::size_t width) {
    if (row >= size_.height || column >= size_.width) return;
    const std::size_t end = std::min(column + width, size_.width);
    const std::string fitting = cut(line.text, end - column);
    std::string_view rest = fitting;
    for (; column < end && (!rest.empty() || line.ink == Ink::lit); ++column) {
        Cell& cell = cells_[row * size_.width + column];
        const std::string_view character = rest.empty() ? " " : first_character(rest);
        cell = {std::string{character}, line.ink};
        rest.remove_prefix(std::min(character.size(), rest.size()));
    }
}

std::vector<Line> Canvas::runs(std::size_t row) const {
    std::vector<Line> runs;
    for (std::size_t column = 0; column < size_.width; ++column) {
        const Cell& cell = cells_[row * size_.width + column];
        if (runs.empty() || runs.back().ink != cell.ink) runs.emplace_back("", cell.ink);
        runs.back().text += cell.character;
    }
    return runs;
}

std::string Canvas::text() const {
    std::string text;
    for (std::size_t row = 0; row < size_.height; ++row) {
        std::string line;
        for (const Line& run : runs(row)) line += run.text;
        text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    }
    return text;
}

} // namespace vitrine::apps
