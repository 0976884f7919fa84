// Changed certificates, most of them signed again, judged by ours and by openssl: whatever they say, ours neither
// crashes nor trusts what openssl does not, except for the reasons in docs/openssl-verify.md. VITRINE_MUTANTS is how
// many, VITRINE_MUTANTS_SEED where they begin: `./dev mutants` makes a million.
#include "tests/openssl/differences.h"
#include "tests/openssl/mutants.h"
#include "tests/support/numbers.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace vitrine::tests {
namespace {

constexpr std::uint64_t one_in = 8; // of those that ours refuses openssl is asked about, for the table

std::string hex_of(const Case& made) {
    return fmt::format("leaf {}\nintermediate {}\nanchor {}\n", to_hex(made.leaf), to_hex(made.untrusted.front()),
                       to_hex(made.anchors.front()));
}

std::string agreement(const Answer& ours, const Answer& openssl) {
    if (ours.trusted) return openssl.trusted ? "trusted by both" : "trusted by vitrine alone";
    if (openssl.trusted) return "trusted by openssl alone; vitrine: " + ours.objections.front();
    return "trusted by neither; vitrine: " + ours.objections.front();
}

TEST(Mutants, are_not_trusted_where_openssl_does_not_trust_them_or_the_reason_is_written_down) {
    const std::uint64_t count = number_in("VITRINE_MUTANTS", 4000), seed = number_in("VITRINE_MUTANTS_SEED", 1);
    const Mutants mutants;
    Differences differences = Differences::from_docs();
    std::map<std::string, std::uint64_t> ends;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Case made = mutants.make(seed + i);
        const Answer ours = by_vitrine(made);
        if (!ours.trusted && i % one_in != 0) continue;
        const Answer openssl = by_openssl(made);
        ++ends[agreement(ours, openssl)];
        if (!ours.trusted) continue;
        EXPECT_EQ(differences.unexplained(ours, openssl), "") << "seed " << seed + i << "\n" << hex_of(made);
    }
    fmt::print("{} certificates from seed {}; of those that vitrine refuses, one in {} is shown to openssl\n", count,
               seed, one_in);
    for (const auto& [end, times] : ends) fmt::print("  {:<9} {}\n", times, end);
    for (const auto& [difference, times] : differences.used()) fmt::print("  {:<9} {}\n", times, difference);
    EXPECT_GT(ends["trusted by both"], 0U);
}

} // namespace
} // namespace vitrine::tests
