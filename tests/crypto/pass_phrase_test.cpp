// Tests of crypto/pass_phrase.h against RFC 6070 §2 and RFC 7914 §11 and §12.
#include "crypto/pass_phrase.h"

#include <gtest/gtest.h>

namespace vitrine::crypto {
namespace {

using namespace std::string_view_literals;

std::string pbkdf2_of(Pbkdf2Hash hash, std::string_view pass_phrase, std::string_view salt, std::uint32_t iterations,
                      std::size_t size) {
    return to_hex(pbkdf2(hash, as_bytes(pass_phrase), as_bytes(salt), iterations, size).view());
}

TEST(PassPhrase, pbkdf2_with_sha_1_gives_the_keys_of_rfc_6070) {
    const auto key = [](std::string_view pass_phrase, std::string_view salt, std::uint32_t iterations,
                        std::size_t size) { return pbkdf2_of(Pbkdf2Hash::sha1, pass_phrase, salt, iterations, size); };
    EXPECT_EQ(key("password"sv, "salt"sv, 1, 20), "0c60c80f961f0e71f3a9b524af6012062fe037a6");
    EXPECT_EQ(key("password"sv, "salt"sv, 2, 20), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
    EXPECT_EQ(key("password"sv, "salt"sv, 4096, 20), "4b007901b765489abead49d926f721d065a429c1");
    EXPECT_EQ(key("passwordPASSWORDpassword"sv, "saltSALTsaltSALTsaltSALTsaltSALTsalt"sv, 4096, 25),
              "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
    EXPECT_EQ(key("pass\0word"sv, "sa\0lt"sv, 4096, 16), "56fa6aa75548099dcc37d7f03425e0c3");
}

TEST(PassPhrase, pbkdf2_with_sha_256_gives_the_key_of_rfc_7914) { // RFC 7914 §11
    EXPECT_EQ(pbkdf2_of(Pbkdf2Hash::sha256, "passwd", "salt", 1, 64),
              "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
              "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
}

TEST(PassPhrase, pbkdf2_with_the_other_hashes_gives_the_keys_of_python) { // hashlib.pbkdf2_hmac
    EXPECT_EQ(pbkdf2_of(Pbkdf2Hash::sha224, "password", "salt", 1000, 32),
              "d3bcf320fd918908eafcaa460faf40e201f6508d4e6f3d9c1c0abd30dae08cc8");
    EXPECT_EQ(pbkdf2_of(Pbkdf2Hash::sha384, "password", "salt", 1000, 32),
              "3bd37e2236941d4a77b1b5b714c6f913fabb6b0841a6d7d8656b99d611e900fe");
    EXPECT_EQ(pbkdf2_of(Pbkdf2Hash::sha512, "password", "salt", 1000, 32),
              "afe6c5530785b6cc6b1c6453384731bd5ee432ee549fd42fb6695779ad8a1c5b");
}

TEST(PassPhrase, scrypt_gives_the_keys_of_rfc_7914) { // RFC 7914 §12
    EXPECT_EQ(to_hex(scrypt({}, {}, {16, 1, 1}, 64).view()),
              "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
              "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
    EXPECT_EQ(to_hex(scrypt(as_bytes("password"), as_bytes("NaCl"), {1024, 8, 16}, 64).view()),
              "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
              "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
}

} // namespace
} // namespace vitrine::crypto
