// The list and the page of the bad kinds: complete, and as the documentation has them.
#include "apps/ca/bad.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace vitrine::apps::ca {
namespace {

TEST(BadPage, stands_in_the_documentation_as_the_program_tells_it) {
    std::ifstream file{std::string{VITRINE_TEST_DATA} + "/../docs/bad.md"};
    std::ostringstream page;
    page << file.rdbuf();
    EXPECT_EQ(page.str(), page_of_kinds()) << "make it anew: vitrine ca bad --list --markdown > docs/bad.md";
}

TEST(BadList, has_every_kind_and_fits_80_columns) {
    const std::string list = list_of_kinds();
    for (const x509::bad::Kind& kind : x509::bad::all_kinds())
        EXPECT_THAT(list, testing::HasSubstr("  --" + std::string{kind.name} + " ")) << kind.name;
    std::istringstream lines{list};
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

TEST(BadList, names_as_accepted_by_openssl_only_kinds_that_there_are) {
    std::size_t accepted = 0;
    for (const x509::bad::Kind& kind : x509::bad::all_kinds())
        accepted += x509::bad::why_openssl_accepts(kind.name).empty() ? 0 : 1;
    EXPECT_EQ(accepted, x509::bad::number_that_openssl_accepts());
}

} // namespace
} // namespace vitrine::apps::ca
