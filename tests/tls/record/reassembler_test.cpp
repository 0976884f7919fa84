// Handshake messages put together from fragments (RFC 5246 §6.2.1).
#include "tls/record/reassembler.h"

#include "tests/tls/record/support.h"

#include <gtest/gtest.h>

#include <random>

namespace vitrine::tls {
namespace {

using test::failure_of;

Bytes message_of(HandshakeType type, std::size_t length) {
    Bytes message{static_cast<std::uint8_t>(type), static_cast<std::uint8_t>(length >> 16),
                  static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
    for (std::size_t i = 0; i < length; ++i) message.push_back(static_cast<std::uint8_t>(i * 7 + length));
    return message;
}

void drain(Reassembler& reassembler, std::vector<Bytes>& into) {
    while (const auto message = reassembler.next()) into.push_back(to_bytes(*message));
}

TEST(Reassembler, gives_the_same_messages_however_the_stream_is_cut) {
    std::mt19937 random{20250101}; // seeded: every run is the same run
    for (int round = 0; round < 200; ++round) {
        std::vector<Bytes> sent;
        Bytes stream;
        for (int i = 0; i < 8; ++i) {
            sent.push_back(message_of(HandshakeType::finished, random() % (i % 3 == 0 ? 5000 : 3)));
            append(stream, sent.back());
        }
        Reassembler reassembler;
        std::vector<Bytes> received;
        for (View rest{stream}; !rest.empty();) {
            const std::size_t size = std::min<std::size_t>(rest.size(), 1 + random() % (round % 2 == 0 ? 7 : 3000));
            reassembler.add(rest.first(size));
            rest = rest.subspan(size);
            if (random() % 2 == 0 || rest.empty()) drain(reassembler, received);
        }
        ASSERT_EQ(received, sent) << "round " << round;
        EXPECT_TRUE(reassembler.empty());
    }
}

TEST(Reassembler, is_not_empty_while_a_message_is_incomplete_or_not_yet_taken) {
    const Bytes message = message_of(HandshakeType::finished, 12);
    Reassembler reassembler;
    EXPECT_TRUE(reassembler.empty());
    reassembler.add(View{message}.first(1));
    EXPECT_FALSE(reassembler.empty());
    EXPECT_FALSE(reassembler.next());
    reassembler.add(View{message}.subspan(1));
    EXPECT_FALSE(reassembler.empty());
    EXPECT_TRUE(reassembler.next());
    EXPECT_TRUE(reassembler.empty());
}

TEST(Reassembler, refuses_an_empty_fragment) { // RFC 5246 §6.2.1
    Reassembler reassembler;
    const auto failure = failure_of([&] { reassembler.add({}); });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->alert, AlertDescription::unexpected_message);
}

std::optional<Failure> failure_of_announcing(HandshakeType type, std::size_t size) {
    const std::size_t length = size - 4;
    const Bytes header{static_cast<std::uint8_t>(type), static_cast<std::uint8_t>(length >> 16),
                       static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
    Reassembler reassembler;
    return failure_of([&] { reassembler.add(header); });
}

TEST(Reassembler, refuses_by_the_header_alone_a_message_over_the_limit) {
    EXPECT_FALSE(failure_of_announcing(HandshakeType::client_hello, max_handshake_message));
    const auto failure = failure_of_announcing(HandshakeType::client_hello, max_handshake_message + 1);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->alert, AlertDescription::illegal_parameter);
    EXPECT_EQ(failure->sentence, "a handshake message announces 65537 bytes where 65536 is the most");
}

TEST(Reassembler, allows_a_certificate_message_to_be_larger_but_not_endless) {
    EXPECT_FALSE(failure_of_announcing(HandshakeType::certificate, max_certificate_message));
    EXPECT_TRUE(failure_of_announcing(HandshakeType::certificate, max_certificate_message + 1));
    EXPECT_TRUE(failure_of_announcing(HandshakeType::certificate, 0xffffff));
}

TEST(Reassembler, sees_an_announcement_over_the_limit_behind_whole_messages) {
    Bytes stream = message_of(HandshakeType::server_hello, 40);
    append(stream, Bytes{14, 0xff, 0xff, 0xff});
    Reassembler reassembler;
    EXPECT_TRUE(failure_of([&] { reassembler.add(stream); }));
}

TEST(Reassembler, takes_a_message_that_arrives_byte_by_byte_up_to_the_limit) {
    const Bytes message = message_of(HandshakeType::certificate, max_certificate_message - 4);
    Reassembler reassembler;
    for (const std::uint8_t& byte : message) {
        ASSERT_FALSE(reassembler.next());
        reassembler.add(View{&byte, 1});
    }
    EXPECT_EQ(to_bytes(reassembler.next().value()), message);
}

} // namespace
} // namespace vitrine::tls
