// GHASH and the field it works in (NIST SP 800-38D §6.3, §6.4), bit by bit: to show what a nonce used twice gives away.
// Slow, and its time depends on what it computes: for demonstrations alone.
#pragma once

#include "crypto/bytes.h"

#include <array>

namespace vitrine::tls {

using Block = std::array<std::uint8_t, 16>; // an element of GF(2^128), GCM's way round: the first bit is that of x^0

Block operator^(const Block& one, const Block& other); // the sum, and the difference
Block product(const Block& one, const Block& other);
Block inverse(const Block& value);     // of anything but zero
Block square_root(const Block& value); // there is exactly one: squaring permutes this field

Block ghash(const Block& hash_key, View aad, View ciphertext);

} // namespace vitrine::tls
