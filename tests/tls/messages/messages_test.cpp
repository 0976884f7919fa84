// The other messages of the handshake, each as OpenSSL sent it, and what is refused of them.
#include "tests/tls/messages/captures.h"
#include "tls/base/error.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

namespace {

template <class M> M read(std::string_view name) {
    const Bytes message = first_of("rsa_client_auth.txt", name);
    return decode<M>(name, body_of(message));
}

template <class M> bool refused(std::string_view hex) {
    try {
        decode<M>("M", *from_hex(hex));
    } catch (const Failure& failure) {
        return failure.alert == AlertDescription::decode_error;
    }
    return false;
}

} // namespace

TEST(Certificate, lists_der_certificates_and_may_be_empty) {
    const auto message = read<Certificate>("Certificate");
    ASSERT_EQ(message.certificate_list.size(), 2U);
    EXPECT_EQ(message.certificate_list[0].der[0], 0x30); // a SEQUENCE
    EXPECT_TRUE(decode<Certificate>("Certificate", *from_hex("000000")).certificate_list.empty());
    EXPECT_TRUE(refused<Certificate>("000003 000000")); // RFC 5246 §7.4.2: opaque ASN.1Cert<1..2^24-1>
    EXPECT_TRUE(refused<Certificate>("000004 000002 30"));
}

TEST(CertificateRequest, names_types_schemes_and_authorities) {
    const auto request = read<CertificateRequest>("CertificateRequest");
    ASSERT_EQ(request.certificate_types.size(), 3U);
    EXPECT_EQ(request.certificate_types[2], ClientCertificateType::ecdsa_sign);
    EXPECT_EQ(request.supported_signature_algorithms[0], SignatureScheme::ecdsa_secp256r1_sha256);
    ASSERT_EQ(request.certificate_authorities.size(), 1U);
    EXPECT_TRUE(refused<CertificateRequest>("00 0002 0403 0000"));
    EXPECT_TRUE(refused<CertificateRequest>("01 40 0000 0000"));
    EXPECT_TRUE(refused<CertificateRequest>("01 40 0002 0403 0002 0000"));
}

TEST(CertificateVerify, carries_a_scheme_and_a_signature) {
    const auto verify = read<CertificateVerify>("CertificateVerify");
    EXPECT_EQ(verify.algorithm, SignatureScheme::ecdsa_secp256r1_sha256);
    EXPECT_EQ(verify.signature[0], 0x30);
}

TEST(ServerKeyExchange, gives_back_the_signed_params_byte_for_byte) {
    const Bytes message = first_of("rsa_client_auth.txt", "ServerKeyExchange");
    const auto exchange = decode<ServerKeyExchange>("ServerKeyExchange", body_of(message));
    EXPECT_EQ(exchange.params.named_curve, NamedGroup::x25519);
    EXPECT_EQ(exchange.signature.size(), 256U);
    EXPECT_EQ(to_hex(encode(exchange.params)), to_hex(body_of(message).first(36)));
    EXPECT_TRUE(refused<ServerKeyExchange>("03 001d 00 0804 0000")); // RFC 8422 §5.4: opaque point<1..2^8-1>
}

TEST(ClientKeyExchange, is_a_point_and_nothing_after_it) {
    EXPECT_EQ(read<ClientKeyExchange>("ClientKeyExchange").ecdh_yc.size(), 32U);
    EXPECT_TRUE(refused<ClientKeyExchange>("00"));
    EXPECT_TRUE(refused<ClientKeyExchange>("01 aa bb"));
}

TEST(Finished, has_12_bytes_and_neither_more_nor_fewer) {
    EXPECT_NO_THROW(read<Finished>("Finished"));
    EXPECT_TRUE(refused<Finished>(std::string(22, '0')));
    EXPECT_TRUE(refused<Finished>(std::string(26, '0')));
}

TEST(NewSessionTicket, has_a_lifetime_and_a_ticket_that_may_be_empty) {
    const auto ticket = read<NewSessionTicket>("NewSessionTicket");
    EXPECT_EQ(ticket.ticket_lifetime_hint, 7200U);
    EXPECT_FALSE(ticket.ticket.empty());
    EXPECT_TRUE(decode<NewSessionTicket>("NewSessionTicket", *from_hex("00000000 0000")).ticket.empty());
}

TEST(EmptyMessages, hold_nothing_and_refuse_a_byte) {
    EXPECT_TRUE(encode(HelloRequest{}).empty());
    EXPECT_TRUE(encode(ServerHelloDone{}).empty());
    EXPECT_TRUE(refused<HelloRequest>("00"));
    EXPECT_TRUE(refused<ServerHelloDone>("00"));
}

TEST(Alert, is_two_bytes_and_keeps_numbers_it_does_not_know) {
    const Bytes captured = first_of("rsa_client_auth.txt", "Alert");
    EXPECT_EQ(decode<Alert>("Alert", captured).description, AlertDescription::close_notify);
    EXPECT_EQ(to_hex(encode(decode<Alert>("Alert", *from_hex("07ee")))), "07ee");
    EXPECT_TRUE(refused<Alert>("02"));
    EXPECT_TRUE(refused<Alert>("020000"));
}

TEST(ChangeCipherSpec, is_one_byte) {
    EXPECT_EQ(decode<ChangeCipherSpec>("ChangeCipherSpec", first_of("ecdsa_resumed.txt", "ChangeCipherSpec")).type, 1);
    EXPECT_TRUE(refused<ChangeCipherSpec>("0101"));
    EXPECT_TRUE(refused<ChangeCipherSpec>(""));
}

TEST(HandshakeMessage, one_of_an_unknown_type_keeps_its_content) {
    const Bytes bytes = *from_hex("63 000002 abcd");
    const auto message = decode<HandshakeMessage>("Handshake", bytes);
    EXPECT_EQ(std::get<UnknownMessage>(message.body).content, (Bytes{0xab, 0xcd}));
    EXPECT_EQ(encode(message), bytes);
}

TEST(WithHeader, puts_type_and_24_bit_length_before_the_body) {
    const Bytes body(0x010203, 0x55);
    const Bytes message = with_header(HandshakeType::certificate, body);
    EXPECT_EQ(to_hex(View{message}.first(5)), "0b01020355");
    EXPECT_EQ(body_of(message).size(), body.size());
    EXPECT_THROW(with_header(HandshakeType::certificate, Bytes(0x1000000)), std::length_error);
}

} // namespace vitrine::tls
