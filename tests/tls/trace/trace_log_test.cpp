// Told live, a run is the same tree as told afterwards, and nothing is told late without need.
#include "tests/tls/messages/captures.h"
#include "tests/tls/trace/stories.h"
#include "tls/trace/trace_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::tls {

namespace {

std::string told_live(const std::vector<Event>& events, Role us) {
    std::string text;
    TraceLog log{[&](std::string_view entry) { text.append(entry).append("\n"); }, us, {}};
    for (const Event& event : events) log.add(event);
    std::string so_far = text; // without what the log tells at its end
    return so_far;
}

std::string told_to_the_end(const std::vector<Event>& events, Role us) {
    std::string text;
    {
        TraceLog log{[&](std::string_view entry) { text.append(entry).append("\n"); }, us, {}};
        for (const Event& event : events) log.add(event);
    }
    return text;
}

} // namespace

TEST(TraceLog, tells_the_same_tree_as_is_made_afterwards) {
    for (const Story& story : {whole_story(), refused_story(), hostile_story("localhost")})
        for (const Role us : {Role::client, Role::server})
            EXPECT_EQ(told_live(story.events(), us), render_tree(story.events(), us, Certificates::closed, {}));
}

TEST(TraceLog, tells_a_record_as_soon_as_its_message_is_whole) {
    const Bytes message = first_of("rsa_client_auth.txt", "Certificate");
    std::vector<Event> events;
    for (const View part : {View{message}.first(300), View{message}.subspan(300)}) {
        Bytes record{22, 3, 3, static_cast<std::uint8_t>(part.size() >> 8), static_cast<std::uint8_t>(part.size())};
        append(record, part);
        events.push_back({Role::client, told::Wire{Role::server, record}});
    }
    EXPECT_EQ(told_live({events[0]}, Role::client), "");
    EXPECT_THAT(told_to_the_end({events[0]}, Role::client), testing::HasSubstr("not_understood"));
    EXPECT_EQ(told_live(events, Role::client), render_tree(events, Role::client, Certificates::closed, {}));
}

TEST(TraceLog, tells_a_failure_though_a_message_is_not_whole) {
    const std::vector<Event> events{
        {Role::client, told::Wire{Role::server, *from_hex("16030300040b00ffff")}},
        {Role::client, told::Failure{false, AlertDescription::illegal_parameter, "too long", "RFC 5246 §7.4"}}};
    EXPECT_THAT(told_live(events, Role::client), testing::HasSubstr("FAILED     too long\n"));
}

TEST(TraceLog, a_connection_that_is_watched_by_it_says_the_same_on_the_wire) {
    std::string text;
    TraceLog log{[&](std::string_view entry) { text.append(entry).append("\n"); }, Role::client, {}};
    const Story watched = whole_story(&log);
    const Story alone = whole_story();
    const auto wires = [](const Story& story) {
        std::vector<Bytes> all;
        for (const Event& event : story.events())
            if (const auto* wire = as<told::Wire>(event); wire != nullptr && event.us == Role::server)
                all.push_back(wire->bytes);
        return all;
    };
    EXPECT_EQ(wires(watched), wires(alone));
    EXPECT_THAT(text, testing::HasSubstr("server_finished --Finished--> established"));
}

} // namespace vitrine::tls
