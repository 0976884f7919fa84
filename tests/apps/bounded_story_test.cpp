// The bounded story keeps a handshake whole and a flood not.
#include "apps/bounded_story.h"

#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

using tls::Role;

tls::Event record_of(std::size_t size) { return {Role::server, tls::told::Wire{Role::client, Bytes(size)}}; }

TEST(BoundedStory, keeps_records_until_they_come_to_the_limit_and_none_behind_it) {
    BoundedStory story;
    story.add(record_of(BoundedStory::limit));
    EXPECT_TRUE(story.complete());
    for (int i = 0; i < 1000; ++i) {
        story.add(record_of(1));
        story.add({Role::server, tls::told::Record{Role::client, 1, tls::ContentType::alert, {}, {}, {}, {}}});
    }
    EXPECT_FALSE(story.complete());
    EXPECT_EQ(story.events().size(), 1U);
}

TEST(BoundedStory, tells_how_it_ended_even_so) {
    BoundedStory story;
    story.add(record_of(BoundedStory::limit + 1));
    story.add({Role::server, tls::told::Failure{false, tls::AlertDescription::record_overflow, "too long", ""}});
    ASSERT_EQ(story.events().size(), 1U);
    EXPECT_NE(tls::as<tls::told::Failure>(story.events().front()), nullptr);
}

TEST(BoundedStory, keeps_neither_what_was_read_nor_what_was_drawn) {
    BoundedStory story;
    story.add({Role::server, tls::told::Input{tls::Input::from_peer, Bytes(10), 10}});
    story.add({Role::server, tls::told::Draw{"server_random", Bytes(32)}});
    EXPECT_TRUE(story.events().empty());
}

} // namespace
} // namespace vitrine::apps
