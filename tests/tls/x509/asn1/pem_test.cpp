// PEM armour (RFC 7468): read as it is written in the wild, refused where it is broken.
#include "tls/x509/asn1/pem.h"
#include "tls/x509/certificate/pem_certificates.h"

#include "tests/tls/x509/fixtures.h"

#include <gmock/gmock.h>

namespace vitrine::x509 {
namespace {

using testing::HasSubstr;

std::string complaint(const std::string& text) {
    try {
        static_cast<void>(read_pem(text));
        return {};
    } catch (const ParseError& error) {
        return error.what();
    }
}

std::string armoured(const std::string& body) { return "-----BEGIN X-----\n" + body + "\n-----END X-----\n"; }

TEST(Pem, base64_of_rfc_4648_is_decoded) { // RFC 4648 §10
    for (const auto& [text, encoded] :
         {std::pair{"", ""}, std::pair{"f", "Zg=="}, std::pair{"fo", "Zm8="}, std::pair{"foo", "Zm9v"},
          std::pair{"foob", "Zm9vYg=="}, std::pair{"fooba", "Zm9vYmE="}, std::pair{"foobar", "Zm9vYmFy"}}) {
        const auto blocks = read_pem(armoured(encoded));
        ASSERT_EQ(blocks.size(), 1U);
        EXPECT_EQ(as_text(blocks[0].der), text);
        EXPECT_THAT(write_pem("X", as_bytes(text)), HasSubstr(encoded));
    }
}

TEST(Pem, what_openssl_wrote_is_written_again_byte_for_byte) {
    for (const char* file : {"leaf.pem", "pss_leaf.pem", "ec_root.pem", "rsa_pkcs1.key", "ec_pkcs8.key"}) {
        const std::string text = fixtures::text(file);
        const auto blocks = read_pem(text);
        ASSERT_EQ(blocks.size(), 1U) << file;
        EXPECT_EQ(write_pem(blocks[0].label, blocks[0].der), text) << file;
    }
}

TEST(Pem, text_around_the_blocks_and_ends_of_lines_do_not_matter) {
    const auto blocks =
        read_pem("a note\r\n-----BEGIN A-----\r\nZm9v\r\n-----END A-----\r\nmore\n-----BEGIN B-----\n Zm 9v"
                 "\n-----END B-----");
    ASSERT_EQ(blocks.size(), 2U);
    EXPECT_EQ(blocks[0].label, "A");
    EXPECT_EQ(blocks[0].line, 2U);
    EXPECT_EQ(blocks[1].line, 6U);
    EXPECT_EQ(as_text(blocks[1].der), "foo");
}

TEST(Pem, lines_that_only_resemble_armour_are_text) {
    for (const char* line : {"-----END X-----", "+++++BEGIN X-----", "-----BEGIN X+++++", "-----", "-----BEGIN----",
                             "----------", "-----XEGIN Y-----"})
        EXPECT_EQ(read_pem(std::string{line} + "\n" + armoured("Zm9v")).size(), 1U) << line;
}

TEST(Pem, broken_armour_is_refused_with_its_line) {
    EXPECT_EQ(complaint("-----BEGIN X-----\nZm9v\n"), "PEM line 1: this block has no END line");
    EXPECT_THAT(complaint("-----BEGIN X-----\nZm9v\n-----END Y-----\n"), HasSubstr("line 3: the END line"));
    EXPECT_THAT(complaint(armoured("Zm9v\nZm*v")), HasSubstr("line 3: a character that is not base64"));
    EXPECT_THAT(complaint(armoured("Proc-Type: 4,ENCRYPTED\n\nZm9v")), HasSubstr("openssl pkcs8"));
    EXPECT_THAT(complaint("-----BEGIN X-----\nZm9v\n" + armoured("Zm9v")), HasSubstr("line 3: a BEGIN line"));
}

TEST(Pem, a_line_of_a_megabyte_is_read_as_any_other) {
    std::string body;
    while (body.size() < 1'000'000) body += "Zm9v";
    EXPECT_EQ(read_pem(armoured(body)).at(0).der.size(), 750'000U);
    EXPECT_THAT(complaint(armoured(body + "*")), HasSubstr("line 2: a character"));
}

TEST(Pem, base64_that_ends_in_the_middle_of_a_byte_is_refused) {
    for (const char* bad : {"Z", "Zg", "Zg=", "Zm8", "Zh==", "Zm9=", "Zg===", "Zg==Zg==", "=", "===="})
        EXPECT_NE(complaint(armoured(bad)), "") << bad;
}

TEST(Pem, a_certificate_that_cannot_be_read_is_named_by_its_line) {
    const std::string good = fixtures::text("leaf.pem");
    const std::string bad = write_pem("CERTIFICATE", as_bytes("0"));
    EXPECT_EQ(certificates_from_pem(good + fixtures::text("rsa_pkcs1.key") + good).size(), 2U);
    try {
        static_cast<void>(certificates_from_pem("first line\n" + bad));
        FAIL();
    } catch (const ParseError& error) {
        EXPECT_THAT(error.what(), HasSubstr("the certificate at line 2: Certificate at byte 0"));
    }
    EXPECT_THROW(static_cast<void>(certificates_from_pem(fixtures::text("rsa_pkcs1.key"))), ParseError);
}

} // namespace
} // namespace vitrine::x509
