// A recorded run is re-run bit for bit, and whatever is not as it was is named.
#include "tests/support/visits.h"
#include "tls/lab/replay.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::server_config;

// Both ends of one run, recorded as the program would.
struct RecordedPair {
    RecordedPair() {
        client.us = Role::client;
        client.client_config = std::make_shared<const ClientConfig>(client_config());
        server.us = Role::server;
        server.server_config = std::make_shared<const ServerConfig>(server_config());
        SeededRandom random{"recorded"};
        FixedClock clock{std::chrono::sys_days{std::chrono::year{2030} / 6 / 1}};
        const Audience of_client{&client_story, Role::client}, of_server{&server_story, Role::server};
        WatchedRandom client_random{random, of_client}, server_random{random, of_server};
        const WatchedClock client_clock{clock, of_client}, server_clock{clock, of_server};
        Pair pair{client.client_config,
                  {client_random, client_clock, &client_story},
                  server.server_config,
                  {server_random, server_clock, &server_story}};
        pair.run();
        (void)tests::put(pair.client, as_bytes("hello"));
        pair.run();
        (void)tests::take_delivered(pair.server);
        pair.client.close();
        pair.run();
        for (const auto& [recording, story] : {std::pair{&client, &client_story}, std::pair{&server, &server_story}}) {
            recording->secrets = true;
            for (const Event& event : story->events()) recording->events.push_back(recorded(event));
        }
    }

    Story client_story, server_story;
    Recording client, server;
};

const RecordedPair& runs() {
    static const RecordedPair pair;
    return pair;
}

TEST(Replay, of_either_end_tells_the_same) {
    EXPECT_FALSE(replay(runs().client).has_value());
    EXPECT_FALSE(replay(runs().server).has_value());
}

TEST(Replay, reaches_the_recorded_end) {
    Replay run{runs().client};
    while (run.step()) {
    }
    EXPECT_EQ(run.story().events().size(), runs().client.events.size());
    EXPECT_EQ(run.connection().ending(), Ending::clean);
}

// What goes in is not compared but obeyed, so a change there shows where it has its first effect.
bool goes_in(const RecordedEvent& event) { return event.kind == "draw" || event.kind == "clock"; }

TEST(Replay, names_the_event_and_the_field_of_any_changed_value) {
    for (std::size_t place = 0; place < runs().client.events.size(); ++place) {
        for (std::size_t field = 0; field < runs().client.events[place].values.size(); ++field) {
            Recording changed = runs().client;
            RecordedEvent& event = changed.events[place];
            if (goes_in(event) || event.kind == "input") continue;
            std::string& value = event.values[field].value;
            value = value == "0" ? "1" : "0";
            const auto difference = replay(changed);
            ASSERT_TRUE(difference.has_value()) << event.kind;
            EXPECT_EQ(difference->event, place);
            EXPECT_EQ(difference->kind, event.kind);
            EXPECT_EQ(difference->field, event.values[field].name);
            EXPECT_EQ(difference->recorded, value);
            EXPECT_EQ(difference->replayed, runs().client.events[place].values[field].value);
        }
    }
}

TEST(Replay, a_missing_event_is_told) {
    for (std::size_t place = 0; place < runs().client.events.size(); ++place) {
        Recording changed = runs().client;
        if (goes_in(changed.events[place])) continue;
        changed.events.erase(changed.events.begin() + static_cast<std::ptrdiff_t>(place));
        EXPECT_TRUE(replay(changed).has_value()) << place << " " << runs().client.events[place].kind;
    }
}

TEST(Replay, a_draw_for_another_purpose_is_told_by_both_purposes) {
    Recording changed = runs().client;
    changed.events[0].values[0].value = "server_random";
    const auto difference = replay(changed);
    ASSERT_TRUE(difference.has_value());
    EXPECT_EQ(difference->recorded, "draw");
    EXPECT_EQ(difference->replayed, "failure"); // what was asked for is in its sentence
}

TEST(Replay, without_secrets_there_is_none) {
    Recording without = runs().client;
    without.secrets = false;
    EXPECT_THROW(replay(without), std::invalid_argument);
}

TEST(Replay, no_private_key_is_needed) {
    Recording server = runs().server;
    ServerConfig config = *server.server_config;
    for (Identity& identity : config.identities)
        identity = Identity{{identity.chain().begin(), identity.chain().end()}, absent_signer()};
    server.server_config = std::make_shared<const ServerConfig>(config);
    EXPECT_FALSE(replay(server).has_value());
}

TEST(FirstDifference, how_the_bytes_were_cut_is_passed_over_if_asked_to) {
    std::vector<RecordedEvent> other = runs().client.events;
    std::erase_if(other, [](const RecordedEvent& event) { return event.kind == "input"; });
    EXPECT_FALSE(first_difference(runs().client.events, other, Compare::what_was_done).has_value());
    EXPECT_TRUE(first_difference(runs().client.events, other, Compare::everything).has_value());
}

TEST(FirstDifference, a_run_that_ends_earlier_differs_there) {
    std::vector<RecordedEvent> shorter = runs().client.events;
    while (shorter.back().kind == "input" || shorter.back().kind == "wire" || shorter.back().kind == "record")
        shorter.pop_back();
    shorter.pop_back();
    const auto difference = first_difference(runs().client.events, shorter, Compare::what_was_done);
    ASSERT_TRUE(difference.has_value());
    EXPECT_EQ(difference->replayed, "nothing more");
}

} // namespace
} // namespace vitrine::tls
