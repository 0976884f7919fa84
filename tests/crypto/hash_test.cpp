// Tests of crypto/hash.h against the examples of FIPS 180-4 (csrc.nist.gov, "Example Values", SHA-256/384/512).
#include "crypto/hash.h"

#include <gtest/gtest.h>

namespace vitrine::crypto {
namespace {

using enum HashAlgorithm;

constexpr std::string_view two_blocks_of_sha256 = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
constexpr std::string_view two_blocks_of_sha512 = "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
                                                  "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";

std::string hex_of(HashAlgorithm algorithm, std::string_view text) {
    return to_hex(hash(algorithm, as_bytes(text)).view());
}

TEST(Sha256, gives_nists_examples) {
    EXPECT_EQ(hex_of(sha256, ""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex_of(sha256, "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex_of(sha256, two_blocks_of_sha256), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha384, gives_nists_examples) {
    EXPECT_EQ(hex_of(sha384, "abc"), "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                                     "8086072ba1e7cc2358baeca134c825a7");
    EXPECT_EQ(hex_of(sha384, two_blocks_of_sha512), "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712"
                                                    "fcc7c71a557e2db966c3e9fa91746039");
}

TEST(Sha512, gives_nists_examples) {
    EXPECT_EQ(hex_of(sha512, "abc"), "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    EXPECT_EQ(hex_of(sha512, two_blocks_of_sha512), "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
                                                    "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909");
}

class RunningHash : public testing::TestWithParam<HashAlgorithm> {};

TEST_P(RunningHash, does_not_depend_on_how_the_message_is_cut) {
    const Bytes message(300, 0x61);
    for (std::size_t cut = 0; cut <= message.size(); ++cut) {
        Hash running{GetParam()};
        running.add(View{message}.first(cut));
        running.add(View{message}.subspan(cut));
        EXPECT_EQ(to_hex(running.digest().view()), to_hex(hash(GetParam(), message).view())) << "cut at " << cut;
    }
}

TEST_P(RunningHash, goes_on_after_a_digest_and_in_a_copy) {
    Hash running{GetParam()};
    running.add(as_bytes("a"));
    (void)running.digest();
    Hash copy = running;
    running.add(as_bytes("bc"));
    EXPECT_EQ(to_hex(running.digest().view()), hex_of(GetParam(), "abc"));
    EXPECT_EQ(to_hex(copy.digest().view()), hex_of(GetParam(), "a"));
    copy = running;
    running.add(as_bytes("d"));
    EXPECT_EQ(to_hex(copy.digest().view()), hex_of(GetParam(), "abc"));
    EXPECT_EQ(copy.algorithm(), GetParam());
    EXPECT_EQ(copy.digest().view().size(), digest_size(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Sha2, RunningHash, testing::Values(sha256, sha384, sha512));

TEST(HashName, is_nists) {
    EXPECT_EQ(name_of(sha256), "SHA-256");
    EXPECT_EQ(name_of(sha384), "SHA-384");
    EXPECT_EQ(name_of(sha512), "SHA-512");
}

} // namespace
} // namespace vitrine::crypto
