// Counters as Prometheus reads them.
#include "apps/server/counters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

using testing::HasSubstr;

TEST(Counters, are_told_with_their_labels_and_each_family_once) {
    Counters counters;
    counters.accepted = 7;
    counters.resumed_by_ticket = 3;
    counters.cut_off = 2;
    const std::string text = prometheus_text(counters);
    EXPECT_THAT(text, HasSubstr("\nvitrine_connections_accepted_total 7\n"));
    EXPECT_THAT(text, HasSubstr("\nvitrine_handshakes_total{kind=\"ticket\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("\nvitrine_connections_ended_total{how=\"cut_off\"} 2\n"));
    const std::string type = "# TYPE vitrine_handshakes_total counter\n";
    EXPECT_EQ(text.find(type), text.rfind(type));
    EXPECT_TRUE(text.starts_with("# HELP ") && text.ends_with("\n"));
}

} // namespace
} // namespace vitrine::apps
