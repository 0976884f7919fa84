// Tests of crypto/hmac.h against RFC 4231 §4.
#include "crypto/hmac.h"
#include "vector_file.h"

#include <gtest/gtest.h>

namespace vitrine::crypto {
namespace {

std::string hmac_of(HashAlgorithm algorithm, View key, View message) {
    return to_hex(Hmac{algorithm, key}.of({message}).view());
}

class HmacRfc4231 : public testing::TestWithParam<const char*> {};

TEST_P(HmacRfc4231, codes_are_the_rfcs) {
    tests::Section values = tests::read_vectors("hmac_rfc4231.txt", GetParam());
    const auto expect = [&](HashAlgorithm algorithm, const char* name) {
        const std::string code = to_hex(values.at(name)); // test case 5 gives the first half only: RFC 4231 §4.6
        EXPECT_EQ(hmac_of(algorithm, values.at("key"), values.at("data")).substr(0, code.size()), code);
    };
    expect(HashAlgorithm::sha256, "sha256");
    expect(HashAlgorithm::sha384, "sha384");
    expect(HashAlgorithm::sha512, "sha512");
}

INSTANTIATE_TEST_SUITE_P(TestCase, HmacRfc4231, testing::Values("1", "2", "3", "4", "5", "6", "7"));

TEST(Hmac, keeps_its_key_from_message_to_message) {
    const Bytes key(32, 1);
    Hmac hmac{HashAlgorithm::sha256, key};
    const std::string first = to_hex(hmac.of({as_bytes("one")}).view());
    EXPECT_NE(to_hex(hmac.of({as_bytes("two")}).view()), first);
    EXPECT_EQ(to_hex(hmac.of({as_bytes("one")}).view()), first);
    EXPECT_EQ(to_hex(hmac.of({as_bytes("o"), {}, as_bytes("ne")}).view()), first);
    Hmac moved = std::move(hmac);
    EXPECT_EQ(to_hex(moved.of({as_bytes("one")}).view()), first);
}

TEST(Hmac, a_key_as_long_as_a_block_is_used_as_it_is_and_a_longer_one_is_hashed) { // RFC 2104 §2
    for (auto [algorithm, block] : {std::pair{HashAlgorithm::sha256, 64U}, std::pair{HashAlgorithm::sha384, 128U}}) {
        const Bytes longer(block + 1, 7);
        EXPECT_EQ(hmac_of(algorithm, longer, {}), hmac_of(algorithm, hash(algorithm, longer).view(), {}));
        const Bytes exact(block, 7);
        EXPECT_NE(hmac_of(algorithm, exact, {}), hmac_of(algorithm, hash(algorithm, exact).view(), {}));
        EXPECT_EQ(hmac_of(algorithm, {}, {}), hmac_of(algorithm, Bytes(block), {})); // padded with zeros
    }
}

} // namespace
} // namespace vitrine::crypto
