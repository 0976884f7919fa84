// What we write for Wireshark, read back by our own reader of captures: the same bytes, and all of it decrypts.
#include "tls/trace/pcapng.h"

#include "apps/capture.h"
#include "tests/support/endpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace vitrine::tls {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A handshake, "hello" from the client, and the end, told by both.
Story whole_run() {
    Story story;
    tests::SeededPair run{tests::client_config(), tests::server_config(), &story, &story};
    run.pair.run();
    tests::put(run.client, as_bytes("hello"));
    run.pair.run();
    tests::take_delivered(run.server);
    run.client.close();
    run.pair.run();
    return story;
}

Bytes wire_in(const Story& story, Role us, Role sender) {
    Bytes all;
    for (const Event& event : story.events())
        if (const auto* wire = as<told::Wire>(event); wire != nullptr && event.us == us && wire->sender == sender)
            append(all, wire->bytes);
    return all;
}

Bytes bytes_of(const apps::Conversation& conversation, Role sender) {
    Bytes all;
    for (const apps::Chunk& chunk : conversation.chunks)
        if (chunk.sender == sender) append(all, chunk.bytes);
    return all;
}

} // namespace

TEST(Pcapng, holds_the_bytes_of_both_directions_as_they_lay_on_the_wire) {
    const Story story = whole_run();
    for (const Role us : {Role::client, Role::server}) {
        const apps::Capture capture = apps::read_capture(pcapng_of(story.events(), us));
        EXPECT_THAT(capture.troubles, IsEmpty());
        ASSERT_EQ(capture.conversations.size(), 1U);
        EXPECT_THAT(capture.conversations[0].troubles, IsEmpty());
        for (const Role sender : {Role::client, Role::server})
            EXPECT_EQ(bytes_of(capture.conversations[0], sender), wire_in(story, us, sender));
    }
}

TEST(Pcapng, decrypts_by_the_secrets_inside_it_alone) {
    const Story story = whole_run();
    const apps::Capture capture = apps::read_capture(pcapng_of(story.events(), Role::client));
    Story read;
    dissect(apps::passages_of(capture.conversations.at(0)), read_key_log(capture.key_log), read);
    std::vector<std::string> data;
    for (const Event& event : read.events()) {
        EXPECT_EQ(as<told::Failure>(event), nullptr);
        if (const auto* record = as<told::Record>(event);
            record != nullptr && record->type == ContentType::application_data)
            data.emplace_back(as_text(record->plaintext));
    }
    EXPECT_THAT(data, ElementsAre("hello"));
}

TEST(Pcapng, the_secrets_stand_before_the_first_packet_that_needs_them) {
    const Story story = whole_run();
    for (const Role us : {Role::client, Role::server}) {
        const Bytes file = pcapng_of(story.events(), us);
        const auto place_of = [&](View bytes) {
            return std::search(file.begin(), file.end(), bytes.begin(), bytes.end()) - file.begin();
        };
        const auto is_finished = [&](const Event& event) { // the first encrypted record
            const auto* wire = as<told::Wire>(event);
            return event.us == us && wire != nullptr && wire->bytes.size() == 45;
        };
        const auto finished = std::ranges::find_if(story.events(), is_finished);
        ASSERT_NE(finished, story.events().end());
        EXPECT_LT(place_of(as_bytes("CLIENT_RANDOM")), place_of(as<told::Wire>(*finished)->bytes));
    }
}

TEST(Pcapng, a_story_without_secrets_gives_a_file_without_them) {
    const Story story = whole_run();
    Story without;
    for (const Event& event : story.events())
        if (as<told::Secret>(event) == nullptr) without.add(event);
    const apps::Capture capture = apps::read_capture(pcapng_of(without.events(), Role::client));
    EXPECT_EQ(capture.key_log, "");
    EXPECT_EQ(capture.conversations.size(), 1U);
}

TEST(Pcapng, times_begin_at_the_connections_clock_and_never_stand_still) {
    Story story = whole_run();
    const apps::Capture capture = apps::read_capture(pcapng_of(story.events(), Role::server));
    const auto& chunks = capture.conversations.at(0).chunks;
    for (std::size_t i = 1; i < chunks.size(); ++i) EXPECT_LT(chunks[i - 1].time, chunks[i].time);
    Story with_clock;
    with_clock.add({Role::server, told::ClockRead{std::chrono::sys_seconds{std::chrono::seconds{1'900'000'000}}}});
    for (const Event& event : story.events()) with_clock.add(event);
    const apps::Capture later = apps::read_capture(pcapng_of(with_clock.events(), Role::server));
    EXPECT_EQ(std::chrono::floor<std::chrono::seconds>(later.conversations.at(0).chunks.at(0).time).time_since_epoch(),
              std::chrono::seconds{1'900'000'000});
}

TEST(Pcapng, an_empty_story_is_an_empty_capture) {
    const apps::Capture capture = apps::read_capture(pcapng_of({}, Role::client));
    EXPECT_THAT(capture.conversations, IsEmpty());
    EXPECT_THAT(capture.troubles, IsEmpty());
}

} // namespace vitrine::tls
