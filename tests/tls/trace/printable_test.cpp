// What a peer sent does nothing to the screen or the page that shows it.
#include "tls/trace/printable.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

TEST(Printable, plain_text_and_harmless_utf_8_stay) {
    EXPECT_EQ(printable("CN=localhost, O=\"A & B\""), "CN=localhost, O=\"A & B\"");
    EXPECT_EQ(printable("client_random ‖ params, §7.4.3, Zoë"), "client_random ‖ params, §7.4.3, Zoë");
}

TEST(Printable, an_escape_sequence_that_sets_the_window_s_title_becomes_text) {
    EXPECT_EQ(printable("\x1b]0;owned\x07"), "\\x1b]0;owned\\x07");
}

TEST(Printable, line_ends_become_text_so_that_no_line_can_be_forged) {
    EXPECT_EQ(printable("a\r\nvitrine: verified"), "a\\x0d\\x0avitrine: verified");
}

TEST(Printable, c1_controls_and_turned_directions_become_text) {
    EXPECT_EQ(printable("\xc2\x9b"
                        "2J"),
              "\\xc2\\x9b2J");                                             // U+009B: CSI in one character
    EXPECT_EQ(printable("\xe2\x80\xaegpj.exe"), "\\xe2\\x80\\xaegpj.exe"); // U+202E: the rest from right to left
}

TEST(Printable, what_is_no_utf_8_becomes_text) {
    EXPECT_EQ(printable("\xff\x80"), "\\xff\\x80");
    EXPECT_EQ(printable("\xc0\x9b"), "\\xc0\\x9b");          // longer than it need be
    EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80"); // a surrogate
    EXPECT_EQ(printable("\xe2\x80"), "\\xe2\\x80");          // cut off
    EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
}

TEST(HtmlEscaped, no_tag_and_no_end_of_an_attribute_comes_through) {
    EXPECT_EQ(html_escaped("<script>alert('x' & \"y\")</script>"),
              "&#60;script&#62;alert(&#39;x&#39; &#38; &#34;y&#34;)&#60;/script&#62;");
}

} // namespace
} // namespace vitrine::tls
