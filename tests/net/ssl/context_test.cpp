// The rules of Python's SSLContext.
#include "net/ssl/context.h"
#include "net/ssl/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::net::ssl {
namespace {

TEST(SslContext, of_a_client_verifies_and_of_a_server_does_not) {
    SSLContext client{PROTOCOL_TLS_CLIENT}, server{PROTOCOL_TLS_SERVER};
    EXPECT_EQ(client.verify_mode(), CERT_REQUIRED);
    EXPECT_TRUE(client.check_hostname());
    EXPECT_EQ(server.verify_mode(), CERT_NONE);
    EXPECT_FALSE(server.check_hostname());
}

TEST(SslContext, that_looks_for_a_name_cannot_believe_everybody) {
    SSLContext context{PROTOCOL_TLS_CLIENT};
    try {
        context.verify_mode(CERT_NONE);
        FAIL();
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(error.what(), "Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
    }
    context.check_hostname(false);
    context.verify_mode(CERT_NONE);
    context.check_hostname(true); // makes it required again, as in Python
    EXPECT_EQ(context.verify_mode(), CERT_REQUIRED);
    SSLContext server{PROTOCOL_TLS_SERVER};
    EXPECT_THROW(server.check_hostname(true), std::invalid_argument);
}

TEST(SslContext, takes_ciphers_by_either_name) {
    SSLContext context{PROTOCOL_TLS_CLIENT};
    context.set_ciphers("ECDHE-RSA-AES256-GCM-SHA384:TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    EXPECT_THAT(context.client_config().preferences.cipher_suites,
                testing::ElementsAre(tls::CipherSuite::tls_ecdhe_rsa_with_aes_256_gcm_sha384,
                                     tls::CipherSuite::tls_ecdhe_ecdsa_with_aes_128_gcm_sha256));
    for (const char* list : {"", "AES128-SHA", "HIGH", "ECDHE-RSA-AES256-GCM-SHA384:nonsense"})
        EXPECT_THROW(context.set_ciphers(list), SSLError) << list;
}

TEST(SslContext, takes_protocols_of_1_to_255_bytes) {
    SSLContext context{PROTOCOL_TLS_SERVER};
    context.set_alpn_protocols({"h2", std::string(255, 'x')});
    EXPECT_EQ(context.server_config().preferences.alpn_protocols.size(), 2U);
    EXPECT_THROW(context.set_alpn_protocols({""}), SSLError);
    EXPECT_THROW(context.set_alpn_protocols({std::string(256, 'x')}), SSLError);
}

TEST(SslContext, names_the_file_that_is_no_good) {
    SSLContext context{PROTOCOL_TLS_SERVER};
    for (const auto& act : {std::function<void()>{[&] { context.load_cert_chain("/none.pem"); }},
                            std::function<void()>{[&] { context.load_verify_locations("/none.pem"); }}}) {
        try {
            act();
            FAIL();
        } catch (const FileError& error) {
            EXPECT_THAT(error.what(), testing::HasSubstr("/none.pem"));
        }
    }
}

} // namespace
} // namespace vitrine::net::ssl
