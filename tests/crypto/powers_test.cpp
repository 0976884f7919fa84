// Tests of the kernel for RSA's powers against Crypto++'s integers: random numbers of every size, and the edges.
#include "crypto/cpu.h"
#include "crypto/cryptopp/integers.h"
#include "crypto/cryptopp/powers.h"
#include "crypto/cryptopp/rsa_crt.h"

#include <cryptopp/nbtheory.h>
#include <cryptopp/osrng.h>
#include <cryptopp/rsa.h>
#include <gtest/gtest.h>

namespace vitrine::crypto {
namespace {

using CryptoPP::Integer;
using kernels::IfmaSize;

class Powers : public testing::Test {
protected:
    CryptoPP::AutoSeededRandomPool random;

    void SetUp() override {
        if (!this_cpu().avx512ifma) GTEST_SKIP() << "this CPU has no AVX512-IFMA: Crypto++ does the work";
    }
    Integer below(const Integer& limit) { return {random, Integer::Zero(), limit - 1}; }
    Integer odd(unsigned bits) { return Integer{random, Integer::Power2(bits - 1), Integer::Power2(bits) - 1} | 1; }
    static std::vector<Integer> edges(const Integer& n) { return {0, 1, 2, n - 2, n - 1, n >> 1, Integer::Power2(52)}; }
};

TEST_F(Powers, public_ones_are_those_of_cryptopp) {
    for (const unsigned bits : {1023U, 1024U, 1025U, 1536U, 2047U, 2048U, 2049U, 3000U, 3072U, 3073U, 4095U, 4096U})
        for (const std::uint64_t e :
             {std::uint64_t{3}, std::uint64_t{17}, std::uint64_t{65537}, (std::uint64_t{1} << 33) - 1})
            for (int round = 0; round < 20; ++round) {
                const Integer n = round == 0 ? Integer::Power2(bits) - 1 : odd(bits);
                const Integer exponent{Integer::POSITIVE, e};
                const PublicPower power{n, exponent};
                std::vector<Integer> bases = edges(n);
                bases.push_back(below(n));
                for (const Integer& base : bases)
                    ASSERT_EQ(to_integer(power.of(to_bytes(base, n.ByteCount()))), a_exp_b_mod_c(base, exponent, n))
                        << bits << " bits, e = " << e;
            }
}

TEST_F(Powers, secret_ones_are_those_of_cryptopp) {
    for (const unsigned bits : {1000U, 1024U, 1025U, 1536U, 1537U, 2048U})
        for (int round = 0; round < 40; ++round) {
            const Integer p = round == 0 ? Integer::Power2(bits) - 1 : odd(bits);
            const Integer q = odd(bits - static_cast<unsigned>(round % 3));
            Integer dp = below(p);
            if (round < 4) dp = std::array<Integer, 4>{p - 1, 0, 1, 31}[static_cast<std::size_t>(round)];
            const CrtPowers powers{{p, dp}, {q, q - 2}};
            std::vector<Integer> bases{below(p * q)};
            if (round < 4) bases = {0, 1, p, q, p * q - 1};
            for (const Integer& base : bases) {
                const auto [of_p, of_q] = powers.of(base);
                ASSERT_EQ(of_p, a_exp_b_mod_c(base, dp, p)) << bits << " bits";
                ASSERT_EQ(of_q, a_exp_b_mod_c(base, q - 2, q)) << bits << " bits";
            }
        }
}

TEST_F(Powers, thousands_of_signatures_are_the_same_by_both) {
    for (int key = 0; key < 10; ++key) {
        CryptoPP::InvertibleRSAFunction made;
        made.Initialize(random, 2048, 65537);
        const RsaIntegers numbers{made.GetModulus(),
                                  made.GetPublicExponent(),
                                  made.GetPrivateExponent(),
                                  made.GetPrime1(),
                                  made.GetPrime2(),
                                  made.GetModPrime1PrivateExponent(),
                                  made.GetModPrime2PrivateExponent(),
                                  made.GetMultiplicativeInverseOfPrime2ModPrime1()};
        const RsaCrt fast{numbers};
        const RsaCrt portable{numbers, Arithmetic::portable};
        for (const Integer& m : {Integer::Zero(), Integer::One(), numbers.n - 1, numbers.p, numbers.q * 2})
            ASSERT_EQ(fast.sign(to_bytes(m, 256)), portable.sign(to_bytes(m, 256)));
        for (int round = 0; round < 300; ++round) {
            const Bytes m = to_bytes(below(numbers.n), 256);
            const Bytes s = fast.sign(m);
            ASSERT_EQ(a_exp_b_mod_c(to_integer(s), numbers.e, numbers.n), to_integer(m));
            if (round % 10 == 0) {
                ASSERT_EQ(s, portable.sign(m));
            }
        }
    }
}

} // namespace
} // namespace vitrine::crypto
