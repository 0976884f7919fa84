// Dialogues with a peer that holds all the keys and says anything at any time: whatever it says, the other end is
// established only after a handshake that the RFC has (RFC 5246 §7.3, RFC 5077 §3.1), and never fails by a fault of its
// own. VITRINE_WALK is how many dialogues, VITRINE_WALK_SEED where they begin: `./dev walk` makes a hundred thousand.
#include "tests/security/walker.h"
#include "tests/support/numbers.h"
#include "tls/base/names.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <regex>

namespace vitrine::tests {
namespace {

// Every sequence of messages that leads to `established`: see walker.h for the letters. Not made from the flow table.
const std::regex legal{"hHCS?K(Dk|RDek|RDckv)yfN?YF|hHN?YFyf"};

TEST(RandomWalk, establishes_a_connection_only_by_a_handshake_that_there_is) {
    const std::uint64_t count = number_in("VITRINE_WALK", 2000), seed = number_in("VITRINE_WALK_SEED", 1);
    std::map<std::string, std::uint64_t> ends;
    std::map<tls::State, std::uint64_t> last_states;
    std::uint64_t established = 0, mischievous = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Walk walk = walk_by(seed + i);
        ++last_states[walk.state];
        ++ends[walk.established ? "established" : walk.alert ? tls::name_of(*walk.alert) : "waiting"];
        if (walk.established) {
            ++established;
            mischievous += walk.mischief > 0 ? 1U : 0U;
            EXPECT_TRUE(std::regex_match(walk.messages, legal)) << "seed " << seed + i << ": " << walk.messages;
        }
        EXPECT_NE(walk.alert, tls::AlertDescription::internal_error) << "seed " << seed + i << ": " << walk.sentence;
    }
    fmt::print("{} dialogues from seed {}: {} established, {} of them after some mischief\n", count, seed, established,
               mischievous);
    for (const auto& [end, times] : ends) fmt::print("  {:<24} {}\n", end, times);
    EXPECT_GT(established, 0U);
    EXPECT_GT(mischievous, 0U);
    if (count < 2000) return;
    for (const tls::Edge& edge : tls::edges())
        EXPECT_GT(last_states[edge.from], 0U) << "no dialogue ended in " << name_of(edge.from);
}

} // namespace
} // namespace vitrine::tests
