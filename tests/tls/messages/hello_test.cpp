// ClientHello and ServerHello (RFC 5246 §7.4.1) as OpenSSL and GnuTLS send them, and at the edges of their bounds.
#include "tests/tls/messages/captures.h"
#include "tls/base/error.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

namespace {

ClientHello smallest() {
    ClientHello hello;
    hello.cipher_suites = {CipherSuite::tls_ecdhe_rsa_with_aes_128_gcm_sha256};
    hello.compression_methods = {CompressionMethod::null};
    return hello;
}

std::string refusal_of_client_hello(View body) {
    try {
        decode<ClientHello>("ClientHello", body);
    } catch (const Failure& failure) {
        return failure.sentence;
    }
    return "accepted";
}

} // namespace

TEST(ClientHello, of_openssl_is_read_as_it_was_meant) {
    const Bytes message = first_of("rsa_client_auth.txt", "ClientHello");
    const auto hello = decode<ClientHello>("ClientHello", body_of(message));
    EXPECT_EQ(hello.client_version, ProtocolVersion::tls12);
    EXPECT_TRUE(hello.session_id.empty());
    EXPECT_EQ(hello.cipher_suites.back(), CipherSuite::tls_empty_renegotiation_info_scsv);
    const auto* names = find<ServerNames>(hello.extensions);
    ASSERT_TRUE(names != nullptr && names->server_name_list);
    EXPECT_EQ(as_text(names->server_name_list->at(0).host_name), "localhost");
    const auto* protocols = find<ApplicationProtocols>(hello.extensions);
    ASSERT_NE(protocols, nullptr);
    EXPECT_EQ(as_text(protocols->protocol_name_list.at(1).name), "http/1.1");
    EXPECT_NE(find<ExtendedMasterSecret>(hello.extensions), nullptr);
    EXPECT_EQ(find<SupportedGroups>(hello.extensions)->named_group_list.front(), NamedGroup::x25519);
    EXPECT_EQ(find<StatusRequest>(hello.extensions)->request->status_type, CertificateStatusType::ocsp);
}

TEST(ServerHello, of_openssl_is_read_as_it_was_meant) {
    const Bytes message = first_of("ecdsa_resumed.txt", "ServerHello");
    const auto hello = decode<ServerHello>("ServerHello", body_of(message));
    EXPECT_EQ(hello.cipher_suite, CipherSuite::tls_ecdhe_ecdsa_with_aes_256_gcm_sha384);
    EXPECT_EQ(hello.compression_method, CompressionMethod::null);
    EXPECT_NE(find<SessionTicket>(hello.extensions), nullptr);
    EXPECT_NE(find<RenegotiationInfo>(hello.extensions), nullptr);
    EXPECT_EQ(find<SupportedGroups>(hello.extensions), nullptr);
}

TEST(ClientHello, absent_extensions_are_not_the_same_as_empty_ones) {
    ClientHello empty = smallest();
    empty.extensions.emplace();
    EXPECT_EQ(encode(empty).size(), encode(smallest()).size() + 2);
    EXPECT_FALSE(decode<ClientHello>("ClientHello", encode(smallest())).extensions);
    EXPECT_TRUE(decode<ClientHello>("ClientHello", encode(empty)).extensions);
}

TEST(ClientHello, every_strict_prefix_of_one_is_refused_except_before_the_extensions) {
    const Bytes message = first_of("gnutls_hello.txt", "ClientHello");
    const View body = body_of(message);
    int accepted = 0;
    for (std::size_t size = 0; size < body.size(); ++size)
        if (refusal_of_client_hello(body.first(size)) == "accepted") ++accepted;
    EXPECT_EQ(accepted, 1);
}

TEST(ClientHello, a_session_id_of_33_bytes_is_refused) { // RFC 5246 §7.4.1.2: opaque SessionID<0..32>
    const Bytes body = *from_hex("0303" + std::string(64, '0') + "21" + std::string(66, 'a') + "0002c02f0100");
    EXPECT_EQ(refusal_of_client_hello(body), "ClientHello.session_id at byte 34: length 33 is outside <0..32>");
}

TEST(ClientHello, no_suites_half_a_suite_and_no_compression_are_refused) {
    const std::string start = "0303" + std::string(64, '0') + "00";
    EXPECT_EQ(refusal_of_client_hello(*from_hex(start + "00000100")),
              "ClientHello.cipher_suites at byte 35: length 0 is outside <2..65534>");
    EXPECT_EQ(refusal_of_client_hello(*from_hex(start + "0003c02fc00100")),
              "ClientHello.cipher_suites[1] at byte 39: vector ends inside this field");
    EXPECT_EQ(refusal_of_client_hello(*from_hex(start + "0002c02f00")),
              "ClientHello.compression_methods at byte 39: length 0 is outside <1..255>");
}

TEST(ClientHello, one_with_32767_suites_is_read_and_comes_back) {
    ClientHello hello = smallest();
    hello.cipher_suites.assign(32'767, CipherSuite{0x1a1a});
    const Bytes bytes = encode(hello);
    const auto decoded = decode<ClientHello>("ClientHello", bytes);
    EXPECT_EQ(decoded.cipher_suites.size(), 32'767U);
    EXPECT_EQ(encode(decoded), bytes);
}

TEST(ClientHello, one_with_16000_empty_unknown_extensions_is_read_and_comes_back) {
    ClientHello hello = smallest();
    hello.extensions.emplace();
    for (std::uint16_t number = 0; number < 16'000; ++number)
        hello.extensions->push_back({ExtensionType{static_cast<std::uint16_t>(number + 1000)}, UnknownExtension{}});
    const Bytes bytes = encode(hello);
    const auto decoded = decode<ClientHello>("ClientHello", bytes);
    EXPECT_EQ(encode(decoded), bytes);
    EXPECT_FALSE(duplicated(decoded.extensions));
}

} // namespace vitrine::tls
