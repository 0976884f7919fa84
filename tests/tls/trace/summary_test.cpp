// One line for each message that OpenSSL sent.
#include "tests/tls/messages/captures.h"
#include "tls/trace/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::tls {

namespace {

std::string summary_of(std::string_view name) {
    return summary(ContentType::handshake, first_of("rsa_client_auth.txt", name));
}

} // namespace

TEST(Summary, says_what_matters_of_each_message) {
    EXPECT_EQ(summary_of("ClientHello"), "ClientHello  28 suites, 9 extensions, SNI localhost");
    EXPECT_EQ(summary_of("ServerHello"), "ServerHello  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, 5 extensions");
    EXPECT_EQ(summary_of("Certificate"), "Certificate  2 certificates, 1011 bytes");
    EXPECT_EQ(summary_of("ServerKeyExchange"), "ServerKeyExchange  x25519, signed by rsa_pss_rsae_sha256");
    EXPECT_EQ(summary_of("CertificateRequest"), "CertificateRequest  20 signature schemes, 1 named CA");
    EXPECT_EQ(summary_of("ServerHelloDone"), "ServerHelloDone");
    EXPECT_EQ(summary_of("ClientKeyExchange"), "ClientKeyExchange  a point of 32 bytes");
    EXPECT_EQ(summary_of("CertificateVerify"), "CertificateVerify  signed by ecdsa_secp256r1_sha256");
    EXPECT_EQ(summary_of("Finished"), "Finished  verify_data b3dc64b81344342cd177caa0");
    EXPECT_EQ(summary_of("NewSessionTicket"), "NewSessionTicket  608 bytes, lifetime 7200 s");
    EXPECT_EQ(summary(ContentType::alert, *from_hex("0232")), "Alert  fatal decode_error");
    EXPECT_EQ(summary(ContentType::change_cipher_spec, *from_hex("01")), "ChangeCipherSpec");
}

TEST(Summary, of_what_cannot_be_read_says_why) {
    EXPECT_EQ(summary(ContentType::handshake, *from_hex("0e000001ff")),
              "ServerHelloDone  not understood: Handshake.body at byte 4: 1 bytes are left over");
    EXPECT_EQ(summary(ContentType::handshake, View{}),
              "handshake  not understood: Handshake.msg_type at byte 0: message ends inside this field");
    EXPECT_EQ(summary(ContentType::handshake, *from_hex("6300000101")), "unknown(0x63)  1 byte");
}

TEST(Summary, a_host_name_cannot_command_the_terminal) {
    Bytes hello = first_of("rsa_client_auth.txt", "ClientHello");
    const std::string_view text = as_text(hello);
    hello[text.find("localhost")] = 0x1b;
    EXPECT_THAT(summary(ContentType::handshake, hello), testing::HasSubstr("SNI \\x1bocalhost"));
}

} // namespace vitrine::tls
