// Every byte of a message is explained once: fields lie side by side, without gap or overlap, and name what they hold.
#include "tests/tls/messages/captures.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::tls {

namespace {

class Cover final : public FieldSink {
public:
    void field(const Field& field) override {
        EXPECT_EQ(field.offset, end) << field.path;
        EXPECT_FALSE(field.bytes.empty()) << field.path;
        EXPECT_TRUE(field.path.ends_with(field.name)) << field.path;
        end = field.offset + field.bytes.size();
        told.push_back(std::string{field.path} + " = " + std::string{field.meaning});
    }
    std::size_t end = 0;
    std::vector<std::string> told;
};

std::vector<std::string> fields_of(View message) {
    Cover cover;
    decode<HandshakeMessage>("Handshake", message, &cover);
    return cover.told;
}

} // namespace

TEST(Fields, cover_every_captured_message_without_gap_or_overlap) {
    for (const Captured& message : captured_handshake_messages()) {
        Cover cover;
        decode<HandshakeMessage>("Handshake", message.bytes, &cover);
        EXPECT_EQ(cover.end, message.bytes.size()) << message.name;
    }
}

TEST(Fields, of_a_client_hello_carry_the_names_of_their_numbers) {
    EXPECT_THAT(fields_of(first_of("rsa_client_auth.txt", "ClientHello")),
                testing::IsSupersetOf({
                    "Handshake.msg_type = client_hello",
                    "Handshake.body.client_version = TLS 1.2",
                    "Handshake.body.cipher_suites = length",
                    "Handshake.body.cipher_suites[0] = TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "Handshake.body.extensions[0].extension_type = server_name",
                    "Handshake.body.extensions[0].extension_data.server_name_list[0].HostName = localhost",
                }));
}

TEST(Fields, of_a_server_key_exchange_name_curve_and_scheme) {
    const std::vector<std::string> expected{
        "Handshake.msg_type = server_key_exchange",
        "Handshake.body = length",
        "Handshake.body.curve_type = named_curve",
        "Handshake.body.named_curve = x25519",
        "Handshake.body.public = length",
        "Handshake.body.public = ",
        "Handshake.body.algorithm = rsa_pss_rsae_sha256",
        "Handshake.body.signature = length",
        "Handshake.body.signature = ",
    };
    EXPECT_EQ(fields_of(first_of("rsa_client_auth.txt", "ServerKeyExchange")), expected);
}

} // namespace vitrine::tls
