// New private keys as numbers, to be written down: RSA (FIPS 186-5 §A.1.3) and EC on P-256 and P-384 (§A.2.2).
#pragma once

#include "crypto/ecdh.h"
#include "crypto/rsa.h"

namespace vitrine::crypto {

// Two primes of half of `bits` each, public exponent 65537. The primes are drawn under the purpose "rsa_prime", the
// witnesses that they are prime under "rsa_witness". `bits` is even, 2048 to 8192; anything else is a
// std::logic_error. Takes a tenth of a second for 2048 bits, many seconds for 8192.
RsaPrivateNumbers generate_rsa_numbers(std::size_t bits, RandomSource& random);

struct EcPrivateNumbers {
    Curve curve;
    SecretBytes scalar; // big-endian, as long as the order
    Bytes public_point; // uncompressed
};

// The scalar is drawn under the purpose "ec_private_key". X25519 is a std::logic_error: it signs nothing.
EcPrivateNumbers generate_ec_numbers(Curve curve, RandomSource& random);

} // namespace vitrine::crypto
