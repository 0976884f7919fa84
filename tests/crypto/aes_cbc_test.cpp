// Tests of crypto/aes_cbc.h against NIST SP 800-38A §F.2, whose first two blocks of text are used.
#include "crypto/aes_cbc.h"

#include <array>
#include <gtest/gtest.h>

namespace vitrine::crypto {
namespace {

Bytes hex(std::string_view text) { return from_hex(text).value(); }

const Bytes iv = hex("000102030405060708090a0b0c0d0e0f");
const Bytes text = hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
AesBlock block(const Bytes& bytes) { return AesBlock{bytes.data(), aes_block_size}; }

struct Vector {
    std::string_view key, ciphertext;
};
constexpr std::array vectors{
    Vector{"2b7e151628aed2a6abf7158809cf4f3c", "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"},
    Vector{"8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
           "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a"},
    Vector{"603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
           "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"},
};

TEST(AesCbc, blocks_are_those_of_nist_and_a_block_of_padding_follows_them) {
    for (const Vector& vector : vectors) {
        const Bytes sealed = aes_cbc_encrypt(hex(vector.key), block(iv), text);
        EXPECT_EQ(to_hex(View{sealed}.first(32)), vector.ciphertext);
        EXPECT_EQ(sealed.size(), 48U);
    }
}

TEST(AesCbc, what_was_encrypted_is_found_again_whatever_its_length) {
    const Bytes key = hex(vectors[0].key);
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const auto opened = aes_cbc_decrypt(key, block(iv), aes_cbc_encrypt(key, block(iv), View{text}.first(size)));
        ASSERT_TRUE(opened) << size;
        EXPECT_EQ(to_hex(opened->view()), to_hex(View{text}.first(size)));
    }
}

// A block before the padded one is XORed into it: so it says what the padding becomes.
TEST(AesCbc, an_end_that_is_no_padding_is_refused) {
    const Bytes key = hex(vectors[0].key);
    const Bytes sealed = aes_cbc_encrypt(key, block(iv), View{text}.first(16)); // one block, and 16 bytes of 16
    for (const auto& [at, change] :
         {std::pair{15, 0x10}, std::pair{15, 0x01}, std::pair{0, 0x01}, std::pair{14, 0x80}}) {
        Bytes changed = sealed;
        changed[static_cast<std::size_t>(at)] ^= static_cast<std::uint8_t>(change); // 0, 17, 17 of another kind
        EXPECT_FALSE(aes_cbc_decrypt(key, block(iv), changed)) << at << " " << change;
    }
}

TEST(AesCbc, what_is_no_whole_blocks_is_refused) {
    for (const std::size_t size : {0U, 1U, 15U, 17U, 31U})
        EXPECT_FALSE(aes_cbc_decrypt(hex(vectors[0].key), block(iv), Bytes(size))) << size;
}

} // namespace
} // namespace vitrine::crypto
