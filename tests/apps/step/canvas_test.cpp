// A screenful in memory.
#include "apps/step/canvas.h"

#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

TEST(Canvas, shows_what_was_put_where_it_was_put) {
    Canvas canvas{{8, 2}};
    canvas.put(0, 2, Line{"a→b"}, 8);
    canvas.put(1, 0, Line{"too long for it"}, 20);
    EXPECT_EQ(canvas.text(), "  a→b\ntoo lo..\n");
}

TEST(Canvas, keeps_to_the_width_that_is_given) {
    Canvas canvas{{8, 1}};
    canvas.put(0, 0, Line{"########"}, 8);
    canvas.put(0, 2, Line{"abcdef"}, 4);
    EXPECT_EQ(canvas.text(), "##ab..##\n");
}

TEST(Canvas, lights_the_whole_width_of_a_lit_line) {
    Canvas canvas{{6, 1}};
    canvas.put(0, 1, Line{"ab", Ink::lit}, 4);
    const auto runs = canvas.runs(0);
    ASSERT_EQ(runs.size(), 3U);
    EXPECT_EQ(runs[1].text, "ab  ");
    EXPECT_EQ(runs[1].ink, Ink::lit);
}

TEST(Canvas, forgets_what_lies_outside) {
    Canvas canvas{{2, 1}};
    canvas.put(1, 0, Line{"x"}, 1);
    canvas.put(0, 2, Line{"x"}, 1);
    EXPECT_EQ(canvas.text(), "\n");
}

} // namespace
} // namespace vitrine::apps
