// The tokens of the checks: nobody but the check can make one (CVE-2014-1266, "goto fail").
#include "tls/handshake/proofs.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace vitrine::tls {
namespace {

template <class Token>
constexpr bool can_be_made_up = std::is_default_constructible_v<Token> || std::is_aggregate_v<Token>;

TEST(Proofs, no_token_can_be_made_without_its_check) {
    static_assert(!can_be_made_up<PathAccepted>);
    static_assert(!can_be_made_up<KeyExchangeSigned>);
    static_assert(!can_be_made_up<PossessionProven>);
    static_assert(!can_be_made_up<FinishedVerified>);
    const Proofs none;
    EXPECT_THROW((void)none.finished.value(), std::bad_optional_access);
}

} // namespace
} // namespace vitrine::tls
