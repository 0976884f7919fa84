// docs/alerts.md, held against the tables that the tests of refusals are made from.
#include "tests/support/files.h"
#include "tests/tls/connection/refusals.h"
#include "tls/base/names.h"
#include "tls/lab/faults.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>

namespace vitrine::tests {
namespace {

constexpr std::string_view opening =
    "# Which alert answers what\n\n"
    "Each row is something that a peer may not do, the end that refuses it, and the test that provokes it over the wire and "
    "looks\nfor this alert there, before the stream ends. The rows are those of the tables that the tests are made from: "
    "`Refused` spoils\none message of a real peer (`tests/tls/connection/refusals.cpp`), `EveryFault` plays a fault of "
    "`vitrine break`\n([break.md](break.md)). A test keeps this page as they are.\n";

std::string in_words(std::string name) {
    std::ranges::replace(name, '_', ' ');
    return name;
}

std::string in_a_name(std::string_view name) {
    std::string test{name};
    std::ranges::replace(test, '-', '_');
    return test;
}

std::string row_of(const Refusal& refusal) {
    const std::string who{name_of(refusal.victim)};
    return fmt::format("| {} | {} | {} | `Refused`: `{}_refuses_{}` |\n", who, name_of(refusal.message),
                       in_words(refusal.name), who, refusal.name);
}

std::string row_of(const tls::Fault& fault) {
    return fmt::format("| {} | {} | {} | `EveryFault`: `{}` |\n", name_of(other(fault.plays)),
                       fault.instead_of ? name_of(*fault.instead_of) : "once established", fault.attack,
                       in_a_name(fault.name));
}

std::string page() {
    std::map<tls::AlertDescription, std::string> rows;
    for (const Refusal& refusal : all_refusals()) rows[refusal.alert] += row_of(refusal);
    for (const tls::Fault& fault : tls::all_faults())
        if (fault.alert) rows[*fault.alert] += row_of(fault);
    std::string text{opening};
    for (const auto& [alert, answered] : rows)
        text += fmt::format("\n## {}({})\n\n| refused by | at | what the peer did | test |\n|---|---|---|---|\n{}",
                            name_of(alert), static_cast<unsigned>(alert), answered);
    return text;
}

TEST(AlertsPage, says_what_the_tables_say) {
    if (const char* const path = std::getenv("VITRINE_WRITE_ALERTS")) std::ofstream{path} << page();
    EXPECT_EQ(read_test_file("../docs/alerts.md"), page())
        << "make it anew: VITRINE_WRITE_ALERTS=docs/alerts.md connection_test --gtest_filter='AlertsPage.*'";
}

} // namespace
} // namespace vitrine::tests
