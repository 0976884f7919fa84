// GREASE: values that stand for nothing, offered so that servers do not forget how to skip what they do not know
// (RFC 8701).
#pragma once

#include "tls/messages/hello.h"

namespace vitrine::crypto {
class RandomSource;
}

namespace vitrine::tls {

struct Dialogue;

// 0x0a0a, 0x1a1a … 0xfafa (RFC 8701 §2).
constexpr bool is_grease_value(std::uint16_t value) {
    return (value & 0x0f0f) == 0x0a0a && value >> 8 == (value & 0xff);
}

// One value at the head of each list of the hello, and two extensions: the first and the last.
void add_grease(ClientHello& hello, crypto::RandomSource& random);
// Refuses a server that chose one of them.
void check_grease(const Dialogue& dialogue, const ServerHello& hello);

} // namespace vitrine::tls
