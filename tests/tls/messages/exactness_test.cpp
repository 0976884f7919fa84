// The law of the codec: what decode() accepts, encode() gives back byte for byte. Over messages of real peers, and over
// many thousands made from them by chance.
#include "tests/tls/messages/captures.h"
#include "tls/base/error.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <gtest/gtest.h>

#include <random>

namespace vitrine::tls {

namespace {

using Chance = std::mt19937; // the same numbers from the same seed everywhere

std::size_t below(std::size_t limit, Chance& chance) { return chance() % limit; }

// One small change: a bit, a byte, a byte more or less, a length one off, a piece twice, the end cut off.
void mutate(Bytes& bytes, Chance& chance) {
    const std::size_t at = below(bytes.size(), chance);
    const auto here = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    switch (below(6, chance)) {
    case 0: *here = static_cast<std::uint8_t>(*here ^ 1 << below(8, chance)); break;
    case 1: *here = static_cast<std::uint8_t>(chance()); break;
    case 2: bytes.insert(here, static_cast<std::uint8_t>(chance())); break;
    case 3: bytes.erase(here); break;
    case 4: *here = static_cast<std::uint8_t>(*here + 1); break;
    default: bytes.resize(at); break;
    }
}

// Makes the outermost length right, so that the change reaches what lies below.
void repair_length(Bytes& bytes) {
    if (bytes.size() < handshake_header_size) return;
    bytes = with_header(HandshakeType{bytes[0]}, body_of(bytes));
}

} // namespace

TEST(Exactness, every_captured_message_is_accepted_and_comes_back_byte_for_byte) {
    const std::vector<Captured> messages = captured_handshake_messages();
    ASSERT_GT(messages.size(), 25U);
    for (const Captured& message : messages) {
        const auto decoded = decode<HandshakeMessage>("Handshake", message.bytes);
        EXPECT_FALSE(std::holds_alternative<UnknownMessage>(decoded.body)) << message.name;
        EXPECT_EQ(encode(decoded), message.bytes) << message.name;
    }
}

TEST(Exactness, holds_for_100000_mutated_messages) {
    const std::vector<Captured> messages = captured_handshake_messages();
    Chance chance{5246};
    int accepted = 0;
    int refused = 0;
    for (int round = 0; round < 100'000; ++round) {
        Bytes bytes = messages[below(messages.size(), chance)].bytes;
        for (std::size_t changes = 1 + below(3, chance); changes > 0 && !bytes.empty(); --changes)
            mutate(bytes, chance);
        if (below(4, chance) != 0) repair_length(bytes);
        try {
            const auto decoded = decode<HandshakeMessage>("Handshake", bytes);
            ++accepted;
            ASSERT_EQ(to_hex(encode(decoded)), to_hex(bytes));
        } catch (const Failure& failure) {
            ++refused;
            ASSERT_EQ(failure.alert, AlertDescription::decode_error);
        }
    }
    EXPECT_GT(accepted, 10'000); // or the changes are too coarse to prove anything
    EXPECT_GT(refused, 10'000);
}

} // namespace vitrine::tls
