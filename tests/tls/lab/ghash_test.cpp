// GHASH and its field, held against the vectors of McGrew and Viega ("The Galois/Counter Mode of Operation", B).
#include "tls/lab/ghash.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace vitrine::tls {
namespace {

Block block(std::string_view hex) {
    Block value{};
    std::ranges::copy(*from_hex(hex), value.begin());
    return value;
}

std::string hex(const Block& value) { return to_hex(value); }

const Block hash_key = block("66e94bd4ef8a2c3b884cfa59ca342b2e"); // of test cases 1 and 2
const Block one{0x80};

TEST(Ghash, of_test_case_2_is_as_printed) {
    EXPECT_EQ(hex(ghash(hash_key, {}, *from_hex("0388dace60b6a392f328c2b971b2fe78"))),
              "f38cbb1ad69223dcc3457ae5b6b0f885");
}

TEST(Ghash, of_test_case_4_with_additional_data_and_a_short_last_block_is_as_printed) {
    EXPECT_EQ(
        hex(ghash(block("b83b533708bf535d0aa6e52980d53b78"), *from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                  *from_hex("42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                            "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"))),
        "698e57f70e6ecc7fd9463b7260a9ae5f");
}

TEST(Ghash, works_in_a_field_where_everything_but_zero_has_an_inverse) {
    EXPECT_EQ(product(hash_key, inverse(hash_key)), one);
    EXPECT_EQ(product(hash_key, one), hash_key);
}

TEST(Ghash, works_in_a_field_where_every_element_has_a_square_root) {
    EXPECT_EQ(square_root(product(hash_key, hash_key)), hash_key);
    const Block root = square_root(hash_key);
    EXPECT_EQ(product(root, root), hash_key);
}

} // namespace
} // namespace vitrine::tls
