// Who is reminded, when, and who no more.
#include "apps/server/deadlines.h"

#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct Sleeper final : Reminded {
    Sleeper(std::string name_of, std::vector<std::string>& heard_by) : name{std::move(name_of)}, heard{heard_by} {}
    void on_deadline() override {
        heard.push_back(name);
        at = steady_clock::now();
        if (deadlines != nullptr) deadlines->clear(place);
    }

    std::string name;
    std::vector<std::string>& heard;
    Deadlines* deadlines = nullptr;
    Deadlines::Place place;
    steady_clock::time_point at{};
};

class DeadlinesOf : public testing::Test {
protected:
    void set(Sleeper& sleeper, milliseconds from_now) {
        sleeper.deadlines = &deadlines;
        deadlines.set(sleeper.place, sleeper, begun + from_now);
    }

    asio::io_context io;
    Deadlines deadlines{io};
    std::vector<std::string> heard;
    Sleeper a{"a", heard}, b{"b", heard}, c{"c", heard};
    const steady_clock::time_point begun = steady_clock::now();
};

TEST_F(DeadlinesOf, several_are_kept_in_their_order_and_none_comes_early) {
    set(a, milliseconds{30});
    set(b, milliseconds{10});
    set(c, milliseconds{20});
    io.run();
    EXPECT_EQ(heard, (std::vector<std::string>{"b", "c", "a"}));
    EXPECT_GE(b.at, begun + milliseconds{10});
    EXPECT_GE(a.at, begun + milliseconds{30});
}

TEST_F(DeadlinesOf, one_who_has_gone_are_not_kept) {
    set(a, milliseconds{10});
    set(b, milliseconds{20});
    deadlines.clear(a.place);
    deadlines.clear(a.place); // once more changes nothing
    io.run();
    EXPECT_EQ(heard, (std::vector<std::string>{"b"}));
}

TEST_F(DeadlinesOf, one_who_got_more_time_come_once_and_then) {
    set(a, milliseconds{5});
    set(b, milliseconds{15});
    set(a, milliseconds{30});
    io.run();
    EXPECT_EQ(heard, (std::vector<std::string>{"b", "a"}));
    EXPECT_GE(a.at, begun + milliseconds{30});
}

TEST_F(DeadlinesOf, nobody_keep_nothing_running) {
    deadlines.set(a.place, a, Deadlines::Time::max());
    io.run();
    EXPECT_TRUE(heard.empty());
}

} // namespace
} // namespace vitrine::apps
