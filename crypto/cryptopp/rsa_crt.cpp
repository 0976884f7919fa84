// The RSA private-key operation by the Chinese remainder theorem, blinded and checked (RFC 8017 §5.2.1).
#include "rsa_crt.h"

#include "crypto/equal.h"
#include "integers.h"

#include <stdexcept>

namespace vitrine::crypto {
namespace {

using CryptoPP::Integer;

constexpr int uses_of_a_blinding = 32; // squared between uses; a fresh one costs a modular inverse

} // namespace

RsaBlinding::Pair RsaBlinding::fresh() const {
    SystemRandom random;
    SecretBytes bytes{n_.ByteCount() + 8}; // 64 bits more than n: r is as good as even below n
    for (;;) {
        random.fill("rsa_blinding", bytes.fill());
        const Integer r = to_integer(bytes.view()) % n_;
        const Integer inverse = r.InverseMod(n_); // zero if there is none
        if (inverse.NotZero()) return {a_exp_b_mod_c(r, e_, n_), inverse};
    }
}

RsaBlinding::Pair RsaBlinding::next() {
    const std::lock_guard lock{mutex_};
    if (uses_left_ == 0) {
        pair_ = fresh();
        uses_left_ = uses_of_a_blinding;
    } else {
        pair_ = {pair_.factor.Squared() % n_, pair_.inverse.Squared() % n_}; // (r²)^e and (r²)^-1
    }
    --uses_left_;
    return pair_;
}

RsaCrt::RsaCrt(RsaIntegers numbers, Arithmetic arithmetic)
    : key_(std::move(numbers)), powers_({key_.p, key_.dp}, {key_.q, key_.dq}, arithmetic),
      check_(key_.n, key_.e, arithmetic), blinding_(key_.n, key_.e) {}

Bytes RsaCrt::sign(View m) const {
    const RsaBlinding::Pair blinding = blinding_.next();
    const auto [s1, s2] = powers_.of(to_integer(m) * blinding.factor % key_.n);
    const Integer h = (s1 - s2) * key_.u % key_.p; // RFC 8017 §5.2.1, step 2.b; Crypto++'s % is never negative
    Bytes s = to_bytes((s2 + key_.q * h) * blinding.inverse % key_.n, key_.n.ByteCount());
    if (!equal(check_.of(s), m)) throw std::runtime_error("RSA: a computing fault in the private-key operation");
    return s;
}

} // namespace vitrine::crypto
