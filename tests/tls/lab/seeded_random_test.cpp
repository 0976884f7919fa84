// Randomness from a seed: the same run again, and no two draws alike.
#include "tls/lab/seeded_random.h"

#include "tls/lab/fixed_clock.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

std::string draw(SeededRandom& random, std::string_view purpose, std::size_t size = 32) {
    Bytes out(size);
    random.fill(purpose, out);
    return to_hex(out);
}

// SHA-256(SHA-256("7") ‖ uint64 0 ‖ uint64 0 ‖ "client_random"), by Python's hashlib.
TEST(SeededRandom, gives_what_its_definition_says) {
    SeededRandom random{"7"};
    EXPECT_EQ(draw(random, "client_random"), "d0637767478f2fb433364d2cef42bb0564d8a0a34f46da51d2af848f41692c08");
}

TEST(SeededRandom, repeats_itself_for_the_same_seed) {
    SeededRandom one{"seed"};
    SeededRandom other{"seed"};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(draw(one, "ecdhe_private_key", 100), draw(other, "ecdhe_private_key", 100));
}

TEST(SeededRandom, takes_a_number_for_its_decimal_digits) {
    SeededRandom number{std::uint64_t{42}};
    SeededRandom text{"42"};
    EXPECT_EQ(draw(number, "x"), draw(text, "x"));
}

TEST(SeededRandom, differs_by_seed_by_purpose_and_by_draw) {
    SeededRandom one{"one"};
    SeededRandom two{"two"};
    const std::string first = draw(one, "a");
    EXPECT_NE(first, draw(two, "a"));
    EXPECT_NE(first, draw(one, "b"));
    EXPECT_NE(first, draw(one, "a"));
}

TEST(SeededRandom, is_not_disturbed_by_draws_for_another_purpose) {
    SeededRandom quiet{"seed"};
    SeededRandom busy{"seed"};
    (void)draw(busy, "rsa_pss_salt");
    EXPECT_EQ(draw(quiet, "client_random"), draw(busy, "client_random"));
}

TEST(SeededRandom, does_not_repeat_a_block_within_a_long_draw) {
    SeededRandom random{"seed"};
    const std::string bytes = draw(random, "long", 64);
    EXPECT_NE(bytes.substr(0, 64), bytes.substr(64));
}

TEST(FixedClock, stands_still_until_it_is_advanced) {
    FixedClock clock{std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}}};
    EXPECT_EQ(clock.now(), clock.now());
    clock.advance(std::chrono::hours{1});
    EXPECT_EQ(clock.now().time_since_epoch(), std::chrono::seconds{1'700'003'600});
}

} // namespace
} // namespace vitrine::tls
