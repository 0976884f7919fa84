// Names of registered numbers. The expected spellings are those of IANA's "TLS Parameters" registries.
#include "tls/base/names.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

TEST(Names, are_the_official_spellings) {
    EXPECT_EQ(name_of(CipherSuite::tls_ecdhe_rsa_with_aes_128_gcm_sha256), "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    EXPECT_EQ(name_of(CipherSuite::tls_empty_renegotiation_info_scsv), "TLS_EMPTY_RENEGOTIATION_INFO_SCSV");
    EXPECT_EQ(name_of(CipherSuite{0xcca9}), "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
    EXPECT_EQ(name_of(NamedGroup::ffdhe2048), "ffdhe2048");
    EXPECT_EQ(name_of(SignatureScheme::rsa_pss_rsae_sha256), "rsa_pss_rsae_sha256");
    EXPECT_EQ(name_of(ExtensionType::renegotiation_info), "renegotiation_info");
    EXPECT_EQ(name_of(ExtensionType{42}), "early_data");
    EXPECT_EQ(name_of(AlertDescription::no_application_protocol), "no_application_protocol");
    EXPECT_EQ(name_of(HandshakeType::server_hello_done), "server_hello_done");
    EXPECT_EQ(name_of(ContentType::application_data), "application_data");
    EXPECT_EQ(name_of(ProtocolVersion::tls12), "TLS 1.2");
    EXPECT_EQ(name_of(CompressionMethod::null), "NULL");
    EXPECT_EQ(name_of(EcPointFormat{1}), "ansiX962_compressed_prime");
}

TEST(Names, an_unknown_number_shows_itself_in_its_own_width) {
    EXPECT_EQ(name_of(CipherSuite{0x1234}), "unknown(0x1234)");
    EXPECT_EQ(name_of(ExtensionType{0x00fe}), "unknown(0x00fe)");
    EXPECT_EQ(name_of(HandshakeType{99}), "unknown(0x63)");
    EXPECT_EQ(name_of(AlertDescription{7}), "unknown(0x07)");
}

TEST(Names, all_sixteen_numbers_of_rfc8701_are_grease_and_no_others) {
    int found = 0;
    for (unsigned number = 0; number <= 0xffff; ++number)
        if (name_of(CipherSuite{static_cast<std::uint16_t>(number)}).starts_with("GREASE(")) ++found;
    EXPECT_EQ(found, 16);
    EXPECT_EQ(name_of(CipherSuite{0x1a1a}), "GREASE(0x1a1a)");
    EXPECT_EQ(name_of(NamedGroup{0xfafa}), "GREASE(0xfafa)");
    EXPECT_EQ(name_of(CipherSuite{0x0a1a}), "unknown(0x0a1a)");
}

} // namespace vitrine::tls
