// Keys made of pass phrases, slowly on purpose: PBKDF2 (RFC 8018 §5.2) and scrypt (RFC 7914 §6).
#pragma once

#include "crypto/secret.h"

namespace vitrine::crypto {

// The hash of PBKDF2's HMAC. SHA-1 is there for key files of the past: HMAC needs no hash without collisions.
enum class Pbkdf2Hash : std::uint8_t { sha1, sha224, sha256, sha384, sha512 };

SecretBytes pbkdf2(Pbkdf2Hash hash, View pass_phrase, View salt, std::uint32_t iterations, std::size_t key_size);

// RFC 7914 §2; takes 128 × cost × block_size bytes of memory.
struct ScryptCost {
    std::uint64_t cost; // N, a power of two above 1
    std::uint32_t block_size, parallelization;
};
SecretBytes scrypt(View pass_phrase, View salt, ScryptCost cost, std::size_t key_size);

} // namespace vitrine::crypto
