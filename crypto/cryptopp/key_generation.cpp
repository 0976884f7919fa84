// New RSA and EC keys, over Crypto++'s integers and tests of primality (FIPS 186-5 §A.1.3, §A.2.2).
#include "crypto/key_generation.h"

#include "curves.h"
#include "integers.h"

#include <cryptopp/nbtheory.h>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

using CryptoPP::Integer;

constexpr long public_exponent = 65537;
constexpr std::size_t min_bits = 2048, max_bits = 8192;
constexpr unsigned witnesses = 5;              // Miller-Rabin with random bases: FIPS 186-5 §B.3, table B.1
constexpr int max_draws = 200'000;             // a working source needs some 1 500 for the longest primes
constexpr std::size_t min_distance_bits = 100; // the primes differ within their first 100 bits: FIPS 186-5 §A.1.3

// Our source, as Crypto++ wants it.
class Witnesses final : public CryptoPP::RandomNumberGenerator {
public:
    explicit Witnesses(RandomSource& random) : random_(random) {}
    void GenerateBlock(CryptoPP::byte* output, std::size_t size) override { // NOLINT(readability-identifier-naming)
        random_.fill("rsa_witness", {output, size});
    }

private:
    RandomSource& random_;
};

// Odd, with its two highest bits set: the product of two such numbers has all of the bits asked for.
Integer draw_candidate(std::size_t bits, RandomSource& random) {
    SecretBytes bytes{bits / 8};
    random.fill("rsa_prime", bytes.fill());
    bytes.fill().front() |= 0xc0;
    bytes.fill().back() |= 1;
    return to_integer(bytes.view());
}

bool is_prime(const Integer& number, RandomSource& random) {
    Witnesses source{random};
    return CryptoPP::IsPrime(number) && CryptoPP::RabinMillerTest(source, number, witnesses);
}

// Each candidate is drawn anew, and not counted up from the last: then every prime is equally likely.
Integer draw_prime(std::size_t bits, RandomSource& random) {
    for (int draw = 0; draw < max_draws; ++draw) {
        Integer candidate = draw_candidate(bits, random);
        const bool fits_exponent = (candidate - 1) % public_exponent != 0; // a prime: no other divisor to share
        if (fits_exponent && is_prime(candidate, random)) return candidate;
    }
    throw std::runtime_error("the random source gave no prime number in " + std::to_string(max_draws) +
                             " draws: it is broken");
}

// Primes close to each other are found from n alone (Fermat).
bool are_far_apart(const Integer& p, const Integer& q, std::size_t prime_bits) {
    return (p - q).AbsoluteValue().BitCount() > prime_bits - min_distance_bits;
}

RsaPrivateNumbers numbers_of(const Integer& p, const Integer& q, const Integer& d, std::size_t bits) {
    const std::size_t half = bits / 16;
    RsaPrivateNumbers numbers;
    numbers.modulus = to_bytes(p * q, bits / 8);
    numbers.public_exponent = to_bytes(Integer{public_exponent}, 3);
    numbers.private_exponent = to_secret(d, bits / 8);
    numbers.prime1 = to_secret(p, half);
    numbers.prime2 = to_secret(q, half);
    numbers.exponent1 = to_secret(d % (p - 1), half);
    numbers.exponent2 = to_secret(d % (q - 1), half);
    numbers.coefficient = to_secret(q.InverseMod(p), half);
    return numbers;
}

} // namespace

RsaPrivateNumbers generate_rsa_numbers(std::size_t bits, RandomSource& random) {
    if (bits < min_bits || bits > max_bits || bits % 16 != 0)
        throw std::logic_error("RSA keys have 2048 to 8192 bits, in steps of 16");
    for (;;) {
        const Integer p = draw_prime(bits / 2, random);
        const Integer q = draw_prime(bits / 2, random);
        if (!are_far_apart(p, q, bits / 2)) continue;
        const Integer d = Integer{public_exponent}.InverseMod(CryptoPP::LCM(p - 1, q - 1)); // RFC 8017 §3.2
        if (d.BitCount() > bits / 2)
            return numbers_of(p, q, d, bits); // a short one is found (Wiener): FIPS 186-5 §A.1.1
    }
}

EcPrivateNumbers generate_ec_numbers(Curve curve, RandomSource& random) {
    if (curve == Curve::x25519) throw std::logic_error("X25519 is a curve for key agreement: it signs nothing");
    SecretBytes scalar = draw_scalar(curve, random, "ec_private_key");
    Bytes point = encode_point(curve, group_of(curve).ExponentiateBase(to_integer(scalar.view())));
    return {curve, std::move(scalar), std::move(point)};
}

} // namespace vitrine::crypto
