// Tests of crypto/random.h.
#include "crypto/random.h"

#include <gtest/gtest.h>
#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace vitrine::crypto {
namespace {

Bytes draw(std::size_t size) {
    SystemRandom random;
    Bytes bytes(size);
    random.fill("test", bytes);
    return bytes;
}

TEST(SystemRandom, no_two_draws_are_alike) {
    std::set<Bytes> draws;
    for (int i = 0; i < 1000; ++i) draws.insert(draw(16));
    EXPECT_EQ(draws.size(), 1000U);
}

TEST(SystemRandom, a_large_draw_is_filled_to_its_end) {
    const Bytes bytes = draw(1 << 20); // more than getrandom gives at once when a signal comes
    const View last = View{bytes}.last(64);
    EXPECT_NE(to_bytes(last), Bytes(64));
    SystemRandom{}.fill("nothing", {});
}

TEST(SystemRandom, every_bit_is_set_about_half_the_time) {
    std::array<int, 256> ones{};
    for (int i = 0; i < 1000; ++i) {
        const Bytes bytes = draw(32);
        for (std::size_t bit = 0; bit < 256; ++bit) ones[bit] += bytes[bit / 8] >> bit % 8 & 1;
    }
    for (int count : ones) EXPECT_NEAR(count, 500, 160); // ten standard deviations
}

TEST(SystemRandom, parent_and_child_differ_after_a_fork) {
    draw(32); // a generator with state would be seeded here
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        const Bytes bytes = draw(32);
        _exit(write(ends[1], bytes.data(), bytes.size()) == 32 ? 0 : 1);
    }
    Bytes from_child(32);
    EXPECT_EQ(read(ends[0], from_child.data(), 32), 32);
    EXPECT_NE(from_child, draw(32));
    int status = 1;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    close(ends[0]);
    close(ends[1]);
}

TEST(SystemRandom, two_threads_differ) {
    Bytes other;
    std::thread{[&] { other = draw(32); }}.join();
    EXPECT_NE(other, draw(32));
}

} // namespace
} // namespace vitrine::crypto
