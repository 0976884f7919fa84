// Private keys under a pass phrase, as openssl and GnuTLS put them there (RFC 8018 §6.2).
#include "tls/x509/keys/encrypted_key.h"

#include "tests/tls/x509/asn1/der_pieces.h"
#include "tests/tls/x509/fixtures.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/keys/private_key.h"

#include <algorithm>
#include <gmock/gmock.h>

namespace vitrine::x509 {
namespace {

using testing::HasSubstr;

crypto::SecretBytes secret(std::string_view phrase) {
    crypto::SecretBytes bytes{phrase.size()};
    std::ranges::copy(as_bytes(phrase), bytes.fill().begin());
    return bytes;
}

std::string text(const std::string& name) { return fixtures::text("encrypted/" + name + ".key"); }
Bytes der(const std::string& name) { return read_pem(text(name)).at(0).der; }

std::string complaint(const Bytes& key, std::string_view phrase = "secret") {
    try {
        static_cast<void>(decrypt_private_key(key, as_bytes(phrase)));
        return {};
    } catch (const ParseError& error) {
        return error.what();
    }
}

class EncryptedKey : public testing::TestWithParam<const char*> {};

TEST_P(EncryptedKey, gives_the_key_that_was_put_there) {
    const crypto::PrivateKey key = private_key_from_pem(text(GetParam()), [] { return secret("secret"); });
    const crypto::PrivateKey plain = private_key_from_pem(fixtures::text("ec_pkcs8.key"));
    EXPECT_TRUE(crypto::same_key(crypto::public_key_of(key), crypto::public_key_of(plain)));
    EXPECT_THAT(complaint(der(GetParam()), "Secret"), HasSubstr("the pass phrase does not open the private key"));
}

INSTANTIATE_TEST_SUITE_P(Made, EncryptedKey,
                         testing::Values("default", "hmac_SHA1", "hmac_SHA224", "hmac_SHA256", "hmac_SHA384",
                                         "hmac_SHA512", "aes_128", "aes_192", "aes_256", "scrypt", "slow", "gnutls"),
                         [](const auto& made) { return std::string{made.param}; });

TEST(EncryptedKeys, old_ciphers_are_refused_by_name_and_with_advice) {
    EXPECT_THAT(complaint(der("des3")), HasSubstr("PBES2 with des-EDE3-CBC, which is not used here: convert it by"));
    EXPECT_THAT(complaint(der("pbes1")), HasSubstr("the scheme pbeWithMD5AndDES-CBC"));
    EXPECT_THAT(complaint(der("pkcs12")), HasSubstr("the scheme pbeWithSHAAnd3-KeyTripleDES-CBC"));
}

TEST(EncryptedKeys, a_pass_phrase_is_asked_for_only_if_the_key_needs_one) {
    const PassPhrase never = []() -> crypto::SecretBytes { throw std::logic_error("asked for a pass phrase"); };
    EXPECT_NO_THROW(static_cast<void>(private_key_from_pem(fixtures::text("ec_pkcs8.key"), never)));
    EXPECT_THROW(static_cast<void>(private_key_from_pem(text("default"), never)), std::logic_error);
    try {
        static_cast<void>(private_key_from_pem(text("default")));
        FAIL();
    } catch (const ParseError& error) {
        EXPECT_STREQ(error.what(), "the private key at line 1 is encrypted: its pass phrase is needed");
    }
}

// Many wrong keys end in what looks like padding: 1 of 256.
TEST(EncryptedKeys, no_wrong_pass_phrase_of_a_thousand_is_taken_for_another_trouble) {
    for (int i = 0; i < 1000; ++i)
        ASSERT_THAT(complaint(der("aes_128"), std::to_string(i)), HasSubstr("it is a wrong one"));
}

// The key's file with other numbers in it, of the same length.
Bytes with(const std::string& name, std::string_view from, std::string_view to) {
    std::string digits = to_hex(der(name));
    const std::size_t at = digits.find(from);
    EXPECT_NE(at, std::string::npos);
    digits.replace(at, from.size(), to);
    return fixtures::hex(digits);
}

TEST(EncryptedKeys, parameters_that_scrypt_cannot_have_are_refused) {
    EXPECT_THAT(complaint(with("scrypt", "02024000", "02024001")), HasSubstr("none that it can have"));
    EXPECT_THAT(complaint(with("scrypt", "020108020101", "020108020100")), HasSubstr("none that it can have"));
    EXPECT_THAT(complaint(with("scrypt", "020108020101", "020108020111")), HasSubstr("a number above 16"));
}

Bytes sequence(std::initializer_list<View> parts) { return fixtures::value(0x30, fixtures::joined(parts)); }

// EncryptedPrivateKeyInfo with these parameters of PBKDF2 and this much data.
Bytes made(const Bytes& iterations_and_more, std::size_t data = 32, std::size_t iv = 16) {
    const Bytes derivation = sequence(
        {fixtures::hex("06092a864886f70d01050c"), sequence({fixtures::value(0x04, Bytes(8)), iterations_and_more})});
    const Bytes scheme = sequence({fixtures::hex("060960864801650304012a"), fixtures::value(0x04, Bytes(iv))});
    return sequence({sequence({fixtures::hex("06092a864886f70d01050d"), sequence({derivation, scheme})}),
                     fixtures::value(0x04, Bytes(data))});
}

TEST(EncryptedKeys, numbers_that_do_not_fit_are_refused) {
    EXPECT_THAT(complaint(made(fixtures::hex("020101"))), HasSubstr("wrong one"));
    EXPECT_THAT(complaint(made(fixtures::hex("020400989681"))), HasSubstr("10000001 iterations of PBKDF2"));
    EXPECT_THAT(complaint(made(fixtures::hex("020100"))), HasSubstr("0 iterations of PBKDF2"));
    EXPECT_THAT(complaint(made(fixtures::hex("020101020110"))), HasSubstr("keyLength is not that of"));
    EXPECT_THAT(complaint(made(fixtures::hex("020101020120"))), HasSubstr("wrong one"));
    EXPECT_THAT(complaint(made(fixtures::hex("020101"), 32, 15)), HasSubstr("has not 16 bytes"));
    EXPECT_THAT(complaint(made(fixtures::hex("020101"), 31)), HasSubstr("wrong one"));
    EXPECT_THAT(complaint(made(fixtures::hex("020101"), 0)), HasSubstr("wrong one"));
}

TEST(EncryptedKeys, every_truncation_is_refused) {
    const Bytes key = der("default");
    for (std::size_t size = 0; size < key.size(); ++size)
        EXPECT_NE(complaint({key.begin(), key.begin() + static_cast<std::ptrdiff_t>(size)}), "") << size;
}

} // namespace
} // namespace vitrine::x509
