// What the private-key operation does with numbers that crypto/rsa.h would never let near it: a fault in one half of
// the CRT computation gives the key to whoever sees the signature (Boneh, DeMillo, Lipton 1997), so none may be seen.
#include "crypto/cryptopp/integers.h"
#include "crypto/cryptopp/rsa_crt.h"
#include "rsa_vectors.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

using CryptoPP::Integer;

class RsaFault : public testing::Test {
protected:
    tests::Section values = tests::read_vectors("rsa_openssl.txt", "rsa 2048");
    RsaIntegers key{.n = number("modulus"),
                    .e = number("public_exponent"),
                    .d = number("private_exponent"),
                    .p = number("prime1"),
                    .q = number("prime2"),
                    .dp = number("exponent1"),
                    .dq = number("exponent2"),
                    .u = number("coefficient")};
    Bytes message = to_bytes(Integer{"0x123456789abcdef"}, 256);

    Integer number(const char* name) const { return to_integer(values.at(name)); }
};

constexpr std::array both{Arithmetic::fastest, Arithmetic::portable};

TEST_F(RsaFault, the_right_numbers_sign) {
    for (const Arithmetic arithmetic : both)
        EXPECT_EQ(RsaCrt(key, arithmetic).sign(message),
                  to_bytes(a_exp_b_mod_c(to_integer(message), key.d, key.n), 256));
}

TEST_F(RsaFault, a_wrong_half_throws_and_gives_no_signature) {
    for (Integer RsaIntegers::*wrong : {&RsaIntegers::dp, &RsaIntegers::dq, &RsaIntegers::u}) {
        RsaIntegers faulty = key;
        faulty.*wrong += 2;
        for (const Arithmetic arithmetic : both)
            EXPECT_THROW((void)RsaCrt(faulty, arithmetic).sign(message), std::runtime_error);
    }
}

TEST_F(RsaFault, blinding_pairs_cancel_out_and_no_two_are_alike) {
    RsaBlinding blinding{key.n, key.e};
    std::vector<Integer> factors;
    for (int i = 0; i < 70; ++i) { // beyond two fresh starts
        const RsaBlinding::Pair pair = blinding.next();
        EXPECT_EQ(pair.factor * a_exp_b_mod_c(pair.inverse, key.e, key.n) % key.n, Integer::One());
        EXPECT_EQ(std::count(factors.begin(), factors.end(), pair.factor), 0);
        factors.push_back(pair.factor);
    }
    EXPECT_NE(RsaBlinding(key.n, key.e).next().factor, factors.front());
}

} // namespace
} // namespace vitrine::crypto
