// The two exponentiations of RSA (RFC 8017 §5.1, §5.2), each with what its modulus needs computed once: by AVX512-IFMA
// where the CPU has it and the modulus is not too long, by Crypto++ otherwise.
#pragma once

#include "../kernels/ifma.h"
#include "crypto/bytes.h"

#include <cryptopp/modarith.h>
#include <cryptopp/secblock.h>
#include <optional>
#include <vector>

namespace vitrine::crypto {

// `portable` is Crypto++ on every CPU: for tests, which want to see both.
enum class Arithmetic : std::uint8_t { fastest, portable };

// A modulus as the kernel wants it; see crypto/kernels/ifma.h.
class IfmaField {
public:
    using Digits = std::vector<std::uint64_t, CryptoPP::AllocatorWithCleanup<std::uint64_t>>; // wiped when freed

    IfmaField(kernels::IfmaSize size, const CryptoPP::Integer& modulus); // odd, and of no more bits than the size says

    kernels::IfmaSize size() const { return size_; }
    kernels::IfmaModulus modulus() const { return {k_, n_.data(), scaled_.data(), r_squared_.data()}; }
    Digits digits_of(View number) const;                        // big-endian, of no more bits than the size says
    void write(const Digits& digits, MutableView number) const; // big-endian, filled up with zeros

private:
    kernels::IfmaSize size_;
    std::uint64_t k_;
    Digits n_, scaled_, r_squared_;
};

// x^e mod n. Everything is public, and may show in the time.
class PublicPower {
public:
    PublicPower(const CryptoPP::Integer& n, const CryptoPP::Integer& e, Arithmetic arithmetic = Arithmetic::fastest);
    Bytes of(View x) const; // x < n, big-endian; the result is as long as n

private:
    CryptoPP::Integer e_;
    std::size_t bytes_;
    std::optional<IfmaField> ifma_;
    std::optional<CryptoPP::MontgomeryRepresentation> portable_;
};

// x^dp mod p and x^dq mod q, the halves of the private-key operation. By IFMA in constant time; Crypto++'s own is not,
// so that x has to be blinded.
class CrtPowers {
public:
    struct Half {
        CryptoPP::Integer modulus, exponent;
    };
    CrtPowers(Half p, Half q, Arithmetic arithmetic = Arithmetic::fastest);

    struct Results {
        CryptoPP::Integer p, q;
    };
    Results of(const CryptoPP::Integer& x) const;

private:
    struct IfmaHalf {
        IfmaField field;
        IfmaField::Digits exponent;
    };
    struct Ifma {
        IfmaHalf p, q;
    };
    struct Portable {
        CryptoPP::MontgomeryRepresentation p, q;
    };
    Results by_ifma(const CryptoPP::Integer& x) const;
    Results by_cryptopp(const CryptoPP::Integer& x) const;

    Half p_, q_;
    std::optional<Ifma> ifma_;
    std::optional<Portable> portable_;
};

} // namespace vitrine::crypto
