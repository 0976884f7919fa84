// What is shown, line by line: a text and how it is inked. The same lines go to a pipe and to a pane.
#pragma once

#include "crypto/bytes.h"

#include <string>
#include <vector>

namespace vitrine::apps {

enum class Ink : std::uint8_t {
    plain,
    heading,
    dim,  // there, but not what this is about
    lit,  // where we are
    good, // a check that passed, a row that may be taken
    bad,  // a check that failed, a refusal
};

// Free of whatever could command a terminal: `text` is escaped when the line is made.
struct Line {
    explicit Line(std::string_view text, Ink how = Ink::plain);

    std::string text; // UTF-8
    Ink ink;
};
using Lines = std::vector<Line>;

void append(Lines& to, const Lines& more);

// How many columns the text takes: one for each character of ours.
std::size_t columns_of(std::string_view text);
// The first `columns` of it; ".." stands for the rest.
std::string cut(std::string_view text, std::size_t columns);
// Broken between words, the lines that follow begin with `indent` spaces.
Lines wrapped(std::string_view text, std::size_t width, std::size_t indent, Ink ink = Ink::plain);

// "c0 2f", or the first bytes of many: "63 c8 .. 32 bytes"; never wider than `columns`.
std::string short_hex(View bytes, std::size_t columns);
// "0000  16 03 03 …", as many bytes a line as the width holds, at most 16; after `most` lines it says how many are
// left.
Lines hex_dump(View bytes, std::size_t width, std::size_t most);

} // namespace vitrine::apps
