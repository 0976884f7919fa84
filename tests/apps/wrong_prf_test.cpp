// A PRF in which A(1) takes the two parts of its seed in the wrong order: a replay names the first value that is wrong.
#include "apps/recording_file.h"
#include "tls/lab/replay.h"

#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

tls::Difference difference_in(const std::string& name) {
    return tls::replay(read_recording(VITRINE_TEST_DATA "/recordings/" + name + ".tlsrec")).value();
}

std::string became(const std::string& name, std::size_t event) {
    const tls::Recording recording = read_recording(VITRINE_TEST_DATA "/recordings/" + name + ".tlsrec");
    return std::string{recording.events.at(event).value("became")};
}

// The extended master secret has one seed, the session hash: nothing is wrong with it yet (RFC 7627 §4).
TEST(WrongPrf, first_shows_in_the_key_block_of_an_extended_master_secret) {
    const tls::Difference difference = difference_in("client_pss_x25519");
    EXPECT_EQ(difference.kind, "derivation");
    EXPECT_EQ(difference.field, "A(1)");
    EXPECT_EQ(became("client_pss_x25519", difference.event), "key_block");
}

// Without it the master secret has two: the randoms (RFC 5246 §8.1).
TEST(WrongPrf, first_shows_in_a_master_secret_that_is_not_extended) {
    const tls::Difference difference = difference_in("server_no_extended_master_secret");
    EXPECT_EQ(difference.kind, "derivation");
    EXPECT_EQ(difference.field, "A(1)");
    EXPECT_EQ(became("server_no_extended_master_secret", difference.event), "master_secret");
}

} // namespace
} // namespace vitrine::apps
