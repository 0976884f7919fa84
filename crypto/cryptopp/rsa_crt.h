// The RSA private-key operation by the Chinese remainder theorem, blinded and checked (RFC 8017 §5.2.1).
#pragma once

#include "crypto/rsa.h"
#include "powers.h"

#include <mutex>

namespace vitrine::crypto {

struct RsaIntegers {
    CryptoPP::Integer n, e, d, p, q, dp, dq, u; // RFC 8017 §3.2; u is qInv
};

// A factor r^e that hides the number to be signed, and r^-1 that lays the result bare again: the exponentiation then
// works on numbers no peer can choose, so its timing tells the peer nothing about the primes (Brumley and Boneh 2003).
class RsaBlinding {
public:
    struct Pair {
        CryptoPP::Integer factor, inverse;
    };
    RsaBlinding(const CryptoPP::Integer& n, const CryptoPP::Integer& e) : n_(n), e_(e) {}
    Pair next(); // from the system's randomness; safe to call from several threads at once

private:
    Pair fresh() const;

    CryptoPP::Integer n_, e_;
    std::mutex mutex_;
    Pair pair_;
    int uses_left_ = 0;
};

class RsaCrt {
public:
    explicit RsaCrt(RsaIntegers numbers, Arithmetic arithmetic = Arithmetic::fastest);

    // The signature representative s of m, m < n, both as long as n: s = m^d mod n. Throws std::runtime_error unless
    // s^e = m mod n: one wrong half would give gcd(s^e − m, n) = a prime to whoever sees s (Boneh, DeMillo, Lipton
    // 1997).
    Bytes sign(View m) const;

private:
    RsaIntegers key_;
    CrtPowers powers_;
    PublicPower check_;
    mutable RsaBlinding blinding_;
};

} // namespace vitrine::crypto
