// What a benchmarked connection looks like, for both stacks alike.
#pragma once

#include "bench/certificates.h"

#include <string_view>

namespace vitrine::bench {

enum class Suite { aes_128, aes_256 };
enum class Group { x25519, p256 };

struct Scenario {
    KeyKind key_kind = KeyKind::rsa_2048; // of the server and of its CA
    Group group = Group::x25519;
    Suite suite = Suite::aes_128;
};

constexpr std::string_view server_name = "localhost";

} // namespace vitrine::bench
