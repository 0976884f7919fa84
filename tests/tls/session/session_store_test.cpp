// Sessions in memory: bounded, and gone when their time is over.
#include "tls/session/session_store.h"

#include <gtest/gtest.h>

#include <thread>

namespace vitrine::tls {
namespace {

using namespace std::chrono_literals;

const std::chrono::sys_seconds start{1'900'000'000s};

std::shared_ptr<const Session> made_at(std::chrono::sys_seconds made) {
    auto session = std::make_shared<Session>();
    session->made = made;
    session->lifetime = 300s;
    return session;
}

Bytes key(std::size_t number) {
    return {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8U),
            static_cast<std::uint8_t>(number >> 16U)};
}

TEST(SessionCache, finds_what_was_put_under_a_key_until_it_is_removed) {
    SessionCache cache;
    const auto session = made_at(start);
    cache.put(key(1), session);
    EXPECT_EQ(cache.find(key(1), start), session);
    EXPECT_EQ(cache.find(key(2), start), nullptr);
    const auto newer = made_at(start);
    cache.put(key(1), newer);
    EXPECT_EQ(cache.find(key(1), start), newer);
    EXPECT_EQ(cache.size(), 1U);
    cache.remove(key(1));
    EXPECT_EQ(cache.find(key(1), start), nullptr);
    cache.remove(key(1));
}

TEST(SessionCache, lets_a_session_go_when_its_lifetime_is_over) {
    SessionCache cache;
    cache.put(key(1), made_at(start));
    EXPECT_NE(cache.find(key(1), start + 299s), nullptr);
    EXPECT_EQ(cache.find(key(1), start + 300s), nullptr);
    EXPECT_EQ(cache.size(), 0U);
}

TEST(SessionCache, of_a_hundred_thousand_keeps_as_many_as_it_may_those_used_last) {
    SessionCache cache{1000};
    cache.put(key(0), made_at(start));
    for (std::size_t i = 1; i < 100'000; ++i) {
        cache.put(key(i), made_at(start));
        ASSERT_NE(cache.find(key(0), start), nullptr) << i; // in use all the time
        ASSERT_LE(cache.size(), 1000U);
    }
    EXPECT_EQ(cache.size(), 1000U);
    EXPECT_NE(cache.find(key(99'999), start), nullptr);
    EXPECT_NE(cache.find(key(99'001), start), nullptr);
    EXPECT_EQ(cache.find(key(99'000), start), nullptr);
}

TEST(SessionCache, for_none_keeps_none) {
    SessionCache cache{0};
    cache.put(key(1), made_at(start));
    EXPECT_EQ(cache.find(key(1), start), nullptr);
}

TEST(SessionCache, serves_several_threads) {
    SessionCache cache{50};
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 4; ++t)
        threads.emplace_back([&cache, t] {
            for (std::size_t i = 0; i < 5000; ++i) {
                cache.put(key(i % 100 + t), made_at(start));
                cache.find(key(i % 70), start);
                cache.remove(key(i % 30));
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_LE(cache.size(), 50U);
}

} // namespace
} // namespace vitrine::tls
