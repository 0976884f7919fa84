// A screenful of inked characters in memory: what a terminal will show, and what a test can read.
#pragma once

#include "apps/step/line.h"

namespace vitrine::apps {

struct Size {
    std::size_t width, height; // columns, lines
};

class Canvas {
public:
    explicit Canvas(Size size) : size_{size}, cells_(size.width * size.height) {}

    Size size() const { return size_; }
    // From that place on, as far as the line goes, but at most `width` columns. Any Ink::lit covers all of them.
    void put(std::size_t row, std::size_t column, const Line& line, std::size_t width);
    // A line of the canvas as runs of one ink each, to be written one behind the other.
    std::vector<Line> runs(std::size_t row) const;
    // All of it, without ink.
    std::string text() const;

private:
    struct Cell {
        std::string character = " "; // UTF-8
        Ink ink = Ink::plain;
    };
    Size size_;
    std::vector<Cell> cells_;
};

} // namespace vitrine::apps
