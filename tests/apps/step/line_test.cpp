// Lines: columns, cutting, breaking, hexadecimal.
#include "apps/step/line.h"
#include "tests/apps/step/runs_for_tests.h"

#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

TEST(Line, holds_nothing_that_commands_a_terminal) { EXPECT_EQ(Line{"a\x1b[2Jb"}.text, "a\\x1b[2Jb"); }

TEST(Columns, are_counted_by_character) {
    EXPECT_EQ(columns_of("a → b"), 5U);
    EXPECT_EQ(cut("a → b ‖ c", 7), "a → b..");
    EXPECT_EQ(cut("a → b", 5), "a → b");
    EXPECT_EQ(cut("abc", 1), ".");
}

TEST(Wrapping, breaks_between_words_and_indents_what_follows) {
    EXPECT_EQ(text_of(wrapped("one two three four", 10, 2)), "one two\n  three\n  four\n");
    EXPECT_EQ(text_of(wrapped("aaaaaaaaaaaaaaaa", 10, 2)), "aaaaaaaaaa\n  aaaaaa\n");
    EXPECT_EQ(text_of(wrapped("", 10, 2)), "\n");
}

TEST(Wrapping, makes_no_line_too_wide_and_loses_no_character) {
    const std::string text = "the ‖ of client_random ‖ server_random → aVeryLongWordThatDoesNotFitAnywhere and more";
    std::string expected = text;
    std::erase(expected, ' ');
    for (std::size_t width = 12; width < 100; ++width) {
        std::string again;
        for (const Line& line : wrapped(text, width, 3)) {
            EXPECT_LE(columns_of(line.text), width);
            again += line.text;
        }
        std::erase(again, ' ');
        EXPECT_EQ(again, expected);
    }
}

TEST(Hexadecimal, of_many_bytes_says_how_many) {
    EXPECT_EQ(short_hex(Bytes{0xc0, 0x2f}, 11), "c0 2f");
    EXPECT_EQ(short_hex(Bytes(32), 11), "32 bytes");
    EXPECT_EQ(short_hex(Bytes(32), 17), "00 00 .. 32 bytes");
    EXPECT_EQ(text_of(hex_dump(Bytes(40), 80, 2)), "0000  00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00\n"
                                                   "0010  00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00\n"
                                                   "      .. 8 bytes more\n");
}

} // namespace
} // namespace vitrine::apps
