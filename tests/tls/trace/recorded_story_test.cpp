// What was written as words becomes the same event again; words that mean no event are refused and said.
#include "tests/support/endpoints.h"
#include "tls/trace/recorded_story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::tls {

namespace {

std::string complaint(const RecordedEvent& event) {
    try {
        static_cast<void>(event_in(event, Role::client));
        return "";
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
}

} // namespace

TEST(RecordedStory, every_event_of_a_connection_comes_back_as_it_was) {
    Story story;
    ServerConfig server = tests::server_config();
    server.client_authentication = ClientAuthentication::required;
    ClientConfig client = tests::client_config();
    client.identity = tests::identity("client_ec");
    tests::SeededPair both{std::move(client), std::move(server), &story, &story};
    both.pair.run();
    both.client.close();
    both.pair.run();
    std::set<std::string_view> kinds;
    for (const Event& event : story.events()) {
        const Event again = event_in(recorded(event), event.us);
        EXPECT_EQ(kind_of(again), kind_of(event));
        EXPECT_EQ(values_of(again), values_of(event));
        kinds.insert(kind_of(event));
    }
    for (const std::string_view kind : {"wire", "record", "message", "move", "choice", "check", "signature",
                                        "agreement", "derivation", "alert", "secret", "input"})
        EXPECT_TRUE(kinds.contains(kind)) << kind;
}

TEST(RecordedStory, the_events_that_few_connections_tell_come_back_too) {
    for (const Event& event : std::vector<Event>{
             {Role::server, told::Draw{"server_random", {1, 2}}},
             {Role::server, told::ClockRead{std::chrono::sys_seconds{std::chrono::seconds{-5}}}},
             {Role::server, told::Failure{true, AlertDescription{222}, "so", "RFC 5246 §7.2"}},
             {Role::server, told::Input{Input::abort, {40}, 1}},
             {Role::server, told::Record{Role::client, ~std::uint64_t{0}, ContentType{99}, {1}, {2}, {3}, {4}}}})
        EXPECT_EQ(values_of(event_in(recorded(event), Role::server)), values_of(event));
}

TEST(RecordedStory, words_that_mean_no_event_are_refused_with_the_word) {
    EXPECT_EQ(complaint({"riddle", {}}), "event 'riddle'");
    EXPECT_EQ(complaint({"wire", {{"sender", "client"}}}), "no bytes");
    EXPECT_EQ(complaint({"wire", {{"sender", "nobody"}, {"bytes", ""}}}), "sender 'nobody'");
    EXPECT_EQ(complaint({"wire", {{"sender", "client"}, {"bytes", "0g"}}}), "bytes '0g'");
    EXPECT_EQ(complaint({"clock", {{"now", "12x"}}}), "now '12x'");
    EXPECT_EQ(complaint({"choice", {{"what", ""}, {"candidate", ""}, {"taken", "maybe"}, {"why", ""}}}),
              "taken 'maybe'");
    Recording recording;
    recording.events = {{"draw", {{"purpose", "x"}, {"bytes", "00"}}}, {"move", {{"from", "nowhere"}}}};
    try {
        static_cast<void>(events_in(recording));
        FAIL();
    } catch (const std::invalid_argument& error) {
        EXPECT_THAT(error.what(), testing::StartsWith("event 1, move: "));
    }
}

} // namespace vitrine::tls
