// Private keys in all the armours in which openssl writes them.
#include "tls/x509/keys/private_key.h"

#include "tests/tls/x509/asn1/der_pieces.h"
#include "tests/tls/x509/fixtures.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/certificate/fields.h"

#include <gmock/gmock.h>

namespace vitrine::x509 {
namespace {

using fixtures::text;
using testing::HasSubstr;

std::string complaint(const std::string& pem) {
    try {
        static_cast<void>(private_key_from_pem(pem));
        return {};
    } catch (const ParseError& error) {
        return error.what();
    }
}

crypto::PublicKey public_key_from(const std::string& file) {
    const auto blocks = read_pem(text(file));
    DerReader reader{"key", blocks.at(0).der};
    return read_public_key(reader, "").key.value();
}

TEST(PrivateKey, each_armour_gives_the_key_whose_public_half_openssl_wrote) {
    for (const auto& [file, half] :
         {std::pair{"rsa_pkcs1.key", "rsa_pkcs1.pub"}, std::pair{"rsa_leaf_pkcs8.key", "rsa_pkcs1.pub"},
          std::pair{"ec_sec1.key", "ec_sec1.pub"}, std::pair{"ec_pkcs8.key", "ec_sec1.pub"}})
        EXPECT_TRUE(crypto::same_key(crypto::public_key_of(private_key_from_pem(text(file))), public_key_from(half)))
            << file;
}

TEST(PrivateKey, the_key_of_a_certificate_belongs_to_it) {
    for (const auto& [file, certificate] : {std::pair{"rsa_pkcs8.key", "root"}, std::pair{"rsa_pkcs1.key", "leaf"},
                                            std::pair{"pss.key", "pss_root"}, std::pair{"ec_sec1.key", "ec_leaf"}})
        EXPECT_TRUE(crypto::same_key(crypto::public_key_of(private_key_from_pem(text(file))),
                                     fixtures::certificate(certificate).public_key().value()))
            << file;
}

TEST(PrivateKey, a_block_of_parameters_before_the_key_is_passed_over) {
    const crypto::PrivateKey key = private_key_from_pem(text("ec384_with_parameters.key"));
    EXPECT_EQ(std::get<crypto::EcdsaPrivateKey>(key).public_key().curve(), crypto::Curve::secp384r1);
}

TEST(PrivateKey, an_encrypted_key_of_the_old_form_is_refused_with_advice) {
    EXPECT_THAT(complaint(text("rsa_encrypted_old.key")), HasSubstr("'openssl pkcs8 -topk8"));
}

TEST(PrivateKey, kinds_that_are_not_used_are_refused_by_name) {
    EXPECT_THAT(complaint(text("ed25519.key")), HasSubstr("Ed25519"));
    EXPECT_THAT(complaint(text("ec521.key")), HasSubstr("other than secp256r1 and secp384r1"));
    EXPECT_THAT(complaint(text("ec_explicit.key")), HasSubstr("explicit parameters"));
    EXPECT_THAT(complaint(text("rsa_weak.key")), HasSubstr("fewer than 2048"));
    EXPECT_THAT(complaint(text("leaf.pem")), HasSubstr("no private key"));
}

// The DER of a key with the byte at `from_end` changed.
std::string damaged(const std::string& file, std::size_t from_end) {
    auto blocks = read_pem(text(file));
    blocks[0].der.at(blocks[0].der.size() - from_end) ^= 0x01;
    return write_pem(blocks[0].label, blocks[0].der);
}

TEST(PrivateKey, numbers_that_do_not_belong_together_are_refused) { // a faulty CRT half would betray the key
    EXPECT_THAT(complaint(damaged("rsa_pkcs1.key", 1)), HasSubstr("do not belong together"));   // coefficient
    EXPECT_THAT(complaint(damaged("rsa_pkcs1.key", 200)), HasSubstr("do not belong together")); // exponent2
    EXPECT_THAT(complaint(damaged("ec_sec1.key", 1)), HasSubstr("does not belong"));            // public point
    EXPECT_THAT(complaint(damaged("ec_sec1.key", 100)), HasSubstr("does not belong"));          // private number
}

TEST(PrivateKey, a_private_number_of_zero_is_refused) {
    const Bytes der = fixtures::value(0x30, fixtures::joined({fixtures::hex("020101"), fixtures::value(0x04, Bytes(32)),
                                                              fixtures::hex("a00a06082a8648ce3d030107")}));
    EXPECT_THAT(complaint(write_pem("EC PRIVATE KEY", der)), HasSubstr("is zero"));
}

TEST(PrivateKey, every_truncation_is_refused) {
    for (const char* file : {"rsa_pkcs1.key", "rsa_pkcs8.key", "ec_sec1.key", "ec_pkcs8.key"}) {
        const PemBlock block = read_pem(text(file)).at(0);
        for (std::size_t size = 0; size < block.der.size(); size += 7)
            EXPECT_NE(complaint(write_pem(block.label, View{block.der}.first(size))), "") << file << " " << size;
    }
}

} // namespace
} // namespace vitrine::x509
