// Tests of crypto/sha1.h against RFC 3174 §7.3.
#include "crypto/sha1.h"

#include <gtest/gtest.h>

namespace vitrine::crypto {
namespace {

TEST(Sha1, digests_are_those_of_rfc_3174) {
    EXPECT_EQ(to_hex(sha1_for_lookup(as_bytes("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(to_hex(sha1_for_lookup(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
              "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    EXPECT_EQ(to_hex(sha1_for_lookup({})), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

} // namespace
} // namespace vitrine::crypto
