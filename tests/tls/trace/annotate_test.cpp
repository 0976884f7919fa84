// Every byte of a message and of a certificate is in exactly one named field, also if it cannot be understood.
#include "tests/tls/messages/captures.h"
#include "tests/tls/x509/fixtures.h"
#include "tls/trace/annotate.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace vitrine::tls {

namespace {

Bytes joined(const Annotation& annotation) {
    Bytes bytes;
    for (const AnnotatedField& field : annotation.fields) append(bytes, field.bytes);
    return bytes;
}

} // namespace

TEST(Annotate, the_fields_of_every_captured_message_make_up_the_message) {
    for (const Captured& message : captured_handshake_messages()) {
        const Annotation annotation = annotate(ContentType::handshake, message.bytes);
        EXPECT_EQ(annotation.name, message.name);
        EXPECT_EQ(annotation.fault, "");
        EXPECT_EQ(joined(annotation), message.bytes) << message.name;
    }
}

TEST(Annotate, the_body_is_shown_as_the_message_itself) {
    const auto fields = annotate(ContentType::handshake, first_of("rsa_client_auth.txt", "ClientHello")).fields;
    EXPECT_EQ(fields[0].path, "ClientHello.msg_type");
    EXPECT_EQ(fields[1].path, "ClientHello.body");
    EXPECT_EQ(fields[2].path, "ClientHello.client_version");
    EXPECT_EQ(fields[2].depth, 0U);
    EXPECT_EQ(fields[2].offset, 4U);
    EXPECT_EQ(fields[2].meaning, "TLS 1.2");
}

TEST(Annotate, what_cannot_be_understood_is_kept_with_the_reason) {
    Bytes cut = first_of("rsa_client_auth.txt", "ServerKeyExchange");
    cut.resize(30);
    cut[3] = 26; // a body that ends inside the public point
    cut[1] = cut[2] = 0;
    const Annotation annotation = annotate(ContentType::handshake, cut);
    EXPECT_EQ(annotation.fields.back().name, "not_understood");
    EXPECT_EQ(annotation.fault,
              "ServerKeyExchange.body.public at byte 7: length 32 runs past the end, 22 bytes are left");
    EXPECT_EQ(joined(annotation), cut);
}

TEST(Annotate, every_prefix_of_a_message_is_explained_to_its_last_byte) {
    const Bytes whole = first_of("rsa_client_auth.txt", "CertificateRequest");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes prefix = to_bytes(View{whole}.first(size));
        const Annotation annotation = annotate(ContentType::handshake, prefix);
        EXPECT_NE(annotation.fault, "") << size;
        EXPECT_EQ(joined(annotation), prefix);
    }
}

TEST(Annotate, alerts_and_change_cipher_spec_have_fields_too) {
    EXPECT_EQ(annotate(ContentType::alert, *from_hex("0228")).fields.at(1).meaning, "handshake_failure");
    EXPECT_EQ(annotate(ContentType::change_cipher_spec, *from_hex("01")).fields.at(0).path, "ChangeCipherSpec.type");
    EXPECT_EQ(annotate(ContentType::application_data, *from_hex("686900")).fields.at(0).bytes.size(), 3U);
}

TEST(Annotate, the_suite_says_what_the_key_exchange_messages_hold) {
    EXPECT_EQ(key_exchange_of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"), KeyExchangeAlgorithm::ecdhe);
    EXPECT_EQ(key_exchange_of("TLS_DHE_DSS_WITH_AES_128_CBC_SHA"), KeyExchangeAlgorithm::dhe);
    EXPECT_EQ(key_exchange_of("TLS_RSA_WITH_AES_256_GCM_SHA384"), KeyExchangeAlgorithm::rsa);
    for (const auto* suite : {"TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256", "TLS_DH_anon_WITH_AES_128_CBC_SHA",
                              "TLS_AES_128_GCM_SHA256", "unknown(0x1a1a)", ""})
        EXPECT_EQ(key_exchange_of(suite), KeyExchangeAlgorithm::other) << suite;
}

TEST(Annotate, each_key_exchange_has_the_fields_of_its_own_and_all_make_up_the_message) {
    const Bytes message = *from_hex("10000004 00020102");
    const auto last_path = [&](KeyExchangeAlgorithm exchange) {
        const Annotation annotation = annotate(ContentType::handshake, message, exchange);
        EXPECT_EQ(joined(annotation), message);
        EXPECT_EQ(annotation.fault, "");
        return annotation.fields.back().path;
    };
    EXPECT_EQ(last_path(KeyExchangeAlgorithm::dhe), "ClientKeyExchange.dh_Yc");
    EXPECT_EQ(last_path(KeyExchangeAlgorithm::rsa), "ClientKeyExchange.EncryptedPreMasterSecret");
    EXPECT_EQ(last_path(KeyExchangeAlgorithm::other), "ClientKeyExchange.content");
}

TEST(Annotate, the_fields_of_a_certificate_make_up_the_certificate) {
    for (const char* name : {"classroom_leaf", "classroom_root", "ec_leaf", "leaf_ed25519", "leaf_explicit"}) {
        const Bytes der = to_bytes(x509::fixtures::certificate(name).der());
        const Annotation annotation = annotate_certificate(der);
        EXPECT_EQ(annotation.fault, "");
        EXPECT_EQ(joined(annotation), der) << name;
    }
}

TEST(Annotate, a_certificates_fields_have_the_names_and_depths_of_its_asn1) {
    const auto fields = annotate_certificate(x509::fixtures::certificate("leaf").der()).fields;
    EXPECT_EQ(fields[0].path, "Certificate");
    EXPECT_EQ(fields[0].depth, 0U);
    EXPECT_EQ(fields[1].path, "Certificate.tbsCertificate");
    EXPECT_EQ(fields[1].depth, 1U);
    EXPECT_EQ(fields.back().path, "Certificate.signatureValue");
    const auto says = [&](std::string_view ending, std::string_view meaning) {
        return std::ranges::any_of(
            fields, [&](const auto& field) { return field.path.ends_with(ending) && field.meaning == meaning; });
    };
    EXPECT_TRUE(says("extnValue.SubjectAltName[0].dNSName", "example.com"));
    EXPECT_TRUE(says("extnValue.SubjectAltName[2].iPAddress", "127.0.0.1"));
    EXPECT_TRUE(says("extnValue.KeyUsage", "digitalSignature"));
    EXPECT_TRUE(says("extnValue.ExtKeyUsageSyntax[0]", "serverAuth"));
}

TEST(Annotate, every_prefix_of_a_certificate_is_explained_to_its_last_byte) {
    const Bytes whole = to_bytes(x509::fixtures::certificate("ec_leaf").der());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes prefix = to_bytes(View{whole}.first(size));
        const Annotation annotation = annotate_certificate(prefix);
        EXPECT_NE(annotation.fault, "") << size;
        EXPECT_EQ(joined(annotation), prefix);
    }
}

} // namespace vitrine::tls
