// Words in columns: nothing lost, nothing too wide.
#include "tls/trace/text_layout.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

TEST(TextLayout, words_are_wrapped_at_the_last_column) {
    EXPECT_EQ(wrapped("one two three", 0, 13), "one two three");
    EXPECT_EQ(wrapped("one two three", 0, 12), "one two\nthree");
    EXPECT_EQ(wrapped("one two three", 4, 12), "one two\n    three");
    EXPECT_EQ(wrapped("", 4, 12), "");
}

TEST(TextLayout, a_word_longer_than_a_line_is_broken) {
    EXPECT_EQ(wrapped("abcdefghij", 2, 6), "abcd\n  efgh\n  ij");
    EXPECT_EQ(wrapped("x abcdefghij", 2, 6), "x\n  abcd\n  efgh\n  ij");
}

TEST(TextLayout, spaces_are_kept_inside_a_line_and_dropped_where_it_ends) {
    EXPECT_EQ(wrapped("a  b", 0, 10), "a  b");
    EXPECT_EQ(wrapped("aaaa  bbbb", 0, 6), "aaaa\nbbbb");
    EXPECT_EQ(wrapped("a ", 0, 6), "a ");
}

TEST(TextLayout, characters_count_and_not_bytes) {
    EXPECT_EQ(width_of("§§"), 2U);
    EXPECT_EQ(wrapped("§§§§ §§§§", 0, 9), "§§§§ §§§§");
    EXPECT_EQ(wrapped("§§§§§§", 0, 4), "§§§§\n§§");
}

TEST(TextLayout, what_is_unbroken_stays_in_one_line) {
    EXPECT_EQ(wrapped("see " + unbroken("RFC 5246 §7.4"), 0, 14), "see\nRFC 5246 §7.4");
    EXPECT_EQ(wrapped("see RFC 5246 §7.4", 0, 14), "see RFC 5246\n§7.4");
}

TEST(TextLayout, hexadecimal_stands_in_pairs) {
    EXPECT_EQ(spaced_hex(Bytes{0xc0, 0x2f, 0}), "c0 2f 00");
    EXPECT_EQ(spaced_hex({}), "");
}

} // namespace vitrine::tls
