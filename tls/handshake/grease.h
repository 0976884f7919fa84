// GREASE: values that stand for nothing, offered so that servers do not forget how to skip what they do not know
// (RFC 8701).
#pragma once

#include "tls/messages/hello.h"

namespace vitrine::crypto {
class RandomSource;
}

namespace vitrine::tls {

struct Dialogue;

// One value at the head of each list of the hello, and two extensions: the first and the last.
void add_grease(ClientHello& hello, crypto::RandomSource& random);
// Refuses a server that chose one of them.
void check_grease(const Dialogue& dialogue, const ServerHello& hello);

} // namespace vitrine::tls
