// A session as bytes and back.
#include "tests/support/endpoints.h"
#include "tls/session/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

namespace vitrine::tls {
namespace {

using namespace std::chrono_literals;

Session sample() {
    Session session;
    session.us = Role::client;
    session.cipher_suite = CipherSuite::tls_ecdhe_rsa_with_aes_256_gcm_sha384;
    session.extended_master_secret = true;
    for (std::size_t i = 0; i < 48; ++i) session.master.bytes.fill()[i] = static_cast<std::uint8_t>(i);
    session.made = std::chrono::sys_days{std::chrono::year{2030} / 6 / 1};
    session.lifetime = 300s;
    session.server_name = "localhost";
    session.alpn_protocol = "h2";
    const Identity identity = tests::identity("server_rsa");
    session.peer_chain.assign(identity.chain().begin(), identity.chain().end());
    session.session_id = {1, 2, 3};
    session.ticket = {4, 5};
    session.own_certificate = Bytes(32, 6);
    return session;
}

std::string refusal_of(View encoded) {
    try {
        decode_session(encoded);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "";
}

TEST(Session, comes_back_whole_from_its_bytes) {
    const Session session = sample();
    const Session back = decode_session(encode_session(session).view());
    EXPECT_EQ(back.us, session.us);
    EXPECT_EQ(back.cipher_suite, session.cipher_suite);
    EXPECT_TRUE(back.extended_master_secret);
    EXPECT_EQ(to_hex(back.master.bytes.view()), to_hex(session.master.bytes.view()));
    EXPECT_EQ(back.made, session.made);
    EXPECT_EQ(back.lifetime, session.lifetime);
    EXPECT_EQ(back.server_name, "localhost");
    EXPECT_EQ(back.alpn_protocol, "h2");
    ASSERT_EQ(back.peer_chain.size(), session.peer_chain.size());
    EXPECT_EQ(to_hex(back.peer_chain[0].der()), to_hex(session.peer_chain[0].der()));
    EXPECT_EQ(back.session_id, session.session_id);
    EXPECT_EQ(back.ticket, session.ticket);
    EXPECT_EQ(back.own_certificate, session.own_certificate);
    EXPECT_EQ(to_hex(encode_session(back).view()), to_hex(encode_session(session).view()));
}

TEST(Session, that_ends_early_or_goes_on_is_refused_with_the_place) {
    const crypto::SecretBytes encoded = encode_session(sample());
    for (std::size_t size = 0; size < encoded.size(); size += size < 100 ? 1 : 97)
        EXPECT_NE(refusal_of(encoded.view().first(size)), "") << size;
    Bytes longer = to_bytes(encoded.view());
    longer.push_back(0);
    EXPECT_THAT(refusal_of(longer), testing::HasSubstr("session"));
}

TEST(Session, of_another_format_or_role_is_refused) {
    Bytes encoded = to_bytes(encode_session(sample()).view());
    encoded[0] = 2;
    EXPECT_EQ(refusal_of(encoded), "the session is of the format 2; this program knows 1");
    encoded[0] = 1;
    encoded[1] = 7;
    EXPECT_THAT(refusal_of(encoded), testing::HasSubstr("role"));
}

TEST(Session, lives_for_its_lifetime_and_not_before_it_was_made) {
    const Session session = sample();
    EXPECT_FALSE(session.is_alive(session.made - 1s));
    EXPECT_TRUE(session.is_alive(session.made));
    EXPECT_TRUE(session.is_alive(session.made + 299s));
    EXPECT_FALSE(session.is_alive(session.made + 300s));
}

} // namespace
} // namespace vitrine::tls
