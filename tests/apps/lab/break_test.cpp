// The lists and the page of the faults: complete, and as the documentation has them.
#include "apps/lab/break_page.h"
#include "apps/lab/break_report.h"
#include "apps/lab/columns.h"
#include "tls/lab/openssl_answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace vitrine::apps {
namespace {

TEST(Faults, stand_in_the_documentation_as_the_program_tells_them) {
    std::ifstream file{std::string{VITRINE_TEST_DATA} + "/../docs/break.md"};
    std::ostringstream page;
    page << file.rdbuf();
    EXPECT_EQ(page.str(), page_of_faults()) << "make it anew: vitrine break --list --markdown > docs/break.md";
}

TEST(Faults, are_all_in_the_list) {
    const std::string list = list_of_faults(ReportAs::text);
    for (const tls::Fault& fault : tls::all_faults())
        EXPECT_THAT(list, testing::HasSubstr("  " + std::string{fault.name} + " ")) << fault.name;
}

TEST(Faults, have_an_answer_of_openssl_each_that_is_explained_where_it_differs) {
    for (const tls::Fault& fault : tls::all_faults()) {
        const tls::OpensslAnswer* const answer = tls::openssl_answer_to(fault.name);
        ASSERT_NE(answer, nullptr) << fault.name;
        EXPECT_EQ(answer->alert.has_value(), answer->otherwise.empty()) << fault.name;
        EXPECT_EQ(answer->alert == fault.alert, answer->why.empty()) << fault.name;
    }
}

TEST(Faults, of_which_none_was_refused_are_told_as_such) {
    const tls::Fault fault = *tls::find_fault("skip-ske");
    const tls::Played accepted; // nothing happened
    EXPECT_EQ(exit_code_of(accepted), ExitCode::internal);
    EXPECT_THAT(report(fault, accepted, ReportAs::text), testing::HasSubstr("NOT REFUSED"));
    EXPECT_EQ(exit_code_of(fault, {Answer::How::silent, std::nullopt}), ExitCode::internal);
    EXPECT_EQ(exit_code_of(fault, {Answer::How::ended, std::nullopt}), ExitCode::alert_sent);
    EXPECT_EQ(exit_code_of(fault, {Answer::How::alert, tls::AlertDescription::decode_error}), ExitCode::alert_sent);
    EXPECT_EQ(exit_code_of(fault, {Answer::How::alert, fault.alert}), ExitCode::ok);
}

TEST(Columns, break_lines_between_words_and_nowhere_else) {
    EXPECT_EQ(labelled("label", "some words"), "  label     some words\n");
    const std::string long_word(90, 'x');
    EXPECT_EQ(labelled("label", "a " + long_word + " b"),
              "  label     a\n            " + long_word + "\n            b\n");
    // 80 columns, counted in characters: "§" is two bytes
    EXPECT_EQ(labelled("label", std::string(65, 'y') + " §§"), "  label     " + std::string(65, 'y') + " §§\n");
    EXPECT_EQ(labelled("label", std::string(65, 'y') + " §§§"),
              "  label     " + std::string(65, 'y') + "\n            §§§\n");
}

} // namespace
} // namespace vitrine::apps
