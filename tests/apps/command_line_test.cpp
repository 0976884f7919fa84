// Flags in every spelling, and what is said of those that do not exist.
#include "apps/command_line.h"

#include <gmock/gmock.h>
#include <sstream>

namespace vitrine::apps {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class CommandLineTest : public testing::Test {
protected:
    CommandLineTest() {
        line_.positional(target_);
        line_.group("Trust");
        line_.text("CAfile,cacert", ca_file_, "FILE", "whom to trust");
        line_.flag("insecure,k", insecure_, "trust anybody");
        line_.flag("4", v4_, "IPv4 only");
        line_.number("timeout", timeout_, "seconds");
        line_.flag("tls1_2", tls12_, "");
        line_.texts("CRLfile", lists_, "FILE", "revocation lists");
    }

    std::string error_of(const std::vector<std::string>& arguments) {
        try {
            static_cast<void>(line_.parse(arguments));
        } catch (const UsageError& error) {
            return error.what();
        }
        return "";
    }

    CommandLine line_{"client", "Connects.", "[host:port] [flags]", "vitrine client localhost"};
    std::string target_, ca_file_;
    std::vector<std::string> lists_;
    bool insecure_ = false, v4_ = false, tls12_ = false;
    std::size_t timeout_ = 0;
};

TEST(DoubleDashes, long_names_get_a_second_dash_and_everything_else_stays) {
    EXPECT_THAT(double_dashes({"-CAfile", "x", "-k", "-4", "--quiet", "-", "-alpn=h2", "h:1"}),
                ElementsAre("--CAfile", "x", "-k", "-4", "--quiet", "-", "--alpn=h2", "h:1"));
}

TEST(DoubleDashes, nothing_is_doubled_behind_a_double_dash) {
    EXPECT_THAT(double_dashes({"-msg", "--", "-file"}), ElementsAre("--msg", "--", "-file"));
}

TEST_F(CommandLineTest, openssl_s_spelling_is_taken) {
    ASSERT_TRUE(line_.parse({"-CAfile", "ca.pem", "localhost:1", "-k"}));
    EXPECT_EQ(ca_file_, "ca.pem");
    EXPECT_EQ(target_, "localhost:1");
    EXPECT_TRUE(insecure_);
    EXPECT_FALSE(v4_);
}

TEST_F(CommandLineTest, short_names_are_taken_with_two_dashes_too) {
    ASSERT_TRUE(line_.parse({"--4", "--k"}));
    EXPECT_TRUE(v4_);
    EXPECT_TRUE(insecure_);
}

TEST_F(CommandLineTest, of_a_value_that_is_given_twice_the_last_counts) {
    ASSERT_TRUE(line_.parse({"-CAfile", "one.pem", "-timeout", "1", "--cacert=two.pem", "-timeout", "2"}));
    EXPECT_EQ(ca_file_, "two.pem");
    EXPECT_EQ(timeout_, 2U);
}

TEST_F(CommandLineTest, of_a_flag_that_may_be_given_again_each_takes_one_value_and_leaves_the_next_argument) {
    ASSERT_TRUE(line_.parse({"-CRLfile", "one.crl", "-k", "-CRLfile", "two.crl", "localhost:1"}));
    EXPECT_THAT(lists_, ElementsAre("one.crl", "two.crl"));
    EXPECT_EQ(target_, "localhost:1");
}

TEST_F(CommandLineTest, an_empty_value_is_refused_and_not_taken_for_none) {
    EXPECT_EQ(error_of({"-CAfile", ""}), "-CAfile wants a value; it is empty");
    EXPECT_EQ(error_of({"--cacert", "", "localhost"}), "-CAfile wants a value; it is empty");
    EXPECT_EQ(error_of({"-CRLfile", "one.crl", "-CRLfile", ""}), "-CRLfile wants a value; it is empty");
}

TEST_F(CommandLineTest, an_equals_sign_with_nothing_behind_it_does_not_take_the_next_argument) {
    EXPECT_EQ(error_of({"-CAfile=", "localhost"}), "-CAfile wants a value; it is empty");
    EXPECT_EQ(error_of({"--cacert=", "localhost"}), "-cacert wants a value; it is empty");
}

TEST_F(CommandLineTest, two_dashes_alone_end_the_flags) {
    ASSERT_TRUE(line_.parse({"-k", "--", "localhost:1"}));
    EXPECT_EQ(target_, "localhost:1");
}

TEST_F(CommandLineTest, a_flag_without_its_value_is_told_in_the_spelling_of_the_help) {
    EXPECT_EQ(error_of({"-CAfile"}), "-CAfile wants a value behind it");
}

TEST_F(CommandLineTest, gnu_s_spelling_is_taken) {
    ASSERT_TRUE(line_.parse({"--CAfile", "ca.pem"}));
    EXPECT_EQ(ca_file_, "ca.pem");
}

TEST_F(CommandLineTest, an_equals_sign_divides_name_and_value) {
    ASSERT_TRUE(line_.parse({"--cacert=ca.pem"}));
    EXPECT_EQ(ca_file_, "ca.pem");
    ASSERT_TRUE(line_.parse({"-CAfile=other.pem"}));
    EXPECT_EQ(ca_file_, "other.pem");
}

TEST_F(CommandLineTest, a_name_may_begin_with_a_digit) {
    ASSERT_TRUE(line_.parse({"-4"}));
    EXPECT_TRUE(v4_);
}

TEST_F(CommandLineTest, an_unknown_flag_is_told_with_the_nearest_one) {
    EXPECT_EQ(error_of({"-CAfiel", "x"}), "there is no flag -CAfiel; did you mean -CAfile?");
}

TEST_F(CommandLineTest, an_unknown_flag_that_resembles_none_is_told_alone) {
    EXPECT_EQ(error_of({"-zzzzzzzzzzzz"}), "there is no flag -zzzzzzzzzzzz");
}

TEST_F(CommandLineTest, a_second_plain_argument_is_refused) {
    EXPECT_THAT(error_of({"localhost", "4433"}), HasSubstr("'4433'"));
}

TEST_F(CommandLineTest, a_flag_without_its_value_is_refused) {
    EXPECT_THAT(error_of({"-CAfile"}), HasSubstr("CAfile"));
}

TEST_F(CommandLineTest, a_number_must_be_one) {
    EXPECT_NE(error_of({"-timeout", "soon"}), "");
    EXPECT_NE(error_of({"-timeout", "-1"}), "");
    ASSERT_TRUE(line_.parse({"-timeout", "7"}));
    EXPECT_EQ(timeout_, 7U);
}

TEST_F(CommandLineTest, what_is_no_number_is_told_with_what_is_wanted) {
    for (const std::string text : {"-1", "1.5", "soon"})
        EXPECT_EQ(error_of({"-timeout", text}),
                  "-timeout: '" + text + "' is no number; wanted is a whole one in digits: 0, 1, 2, ...");
    EXPECT_THAT(error_of({"-timeout", "999999999999999999999999"}), HasSubstr("18446744073709551615 is the largest"));
}

TEST_F(CommandLineTest, no_line_of_the_help_is_wider_than_80_columns) {
    std::string words = "a purpose";
    for (int i = 0; i < 40; ++i) words += " of many words";
    CommandLine line{"client", words, words, "vitrine client"};
    std::string value;
    line.group(words);
    line.text("a-name-that-reaches-far,into-the-column-of-the-help", value, "FILE", words);
    line.text("short", value, "FILE", words);
    std::istringstream lines{help_on(line.help(), "all", 80)};
    for (std::string text; std::getline(lines, text);) EXPECT_LE(text.size(), 80U) << text;
}

TEST_F(CommandLineTest, the_help_names_each_flag_that_has_one) {
    const std::string help = help_on(line_.help(), "all", 80);
    EXPECT_THAT(help, HasSubstr("-CAfile, -cacert FILE"));
    EXPECT_THAT(help, HasSubstr("-insecure, -k"));
    EXPECT_THAT(help, HasSubstr("Trust\n"));
    EXPECT_THAT(help, HasSubstr("Example\n  vitrine client localhost\n"));
    EXPECT_THAT(help, testing::Not(HasSubstr("tls1_2")));
}

} // namespace
} // namespace vitrine::apps
