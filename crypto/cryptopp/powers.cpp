// The two exponentiations of RSA (RFC 8017 §5.1, §5.2): from Crypto++'s integers to the kernel's digits and back.
#include "powers.h"

#include "crypto/cpu.h"
#include "integers.h"

#include <algorithm>

namespace vitrine::crypto {
namespace {

using CryptoPP::Integer;
using CryptoPP::MontgomeryRepresentation;
using kernels::IfmaSize;

constexpr std::size_t digit_bits = kernels::ifma_digit_bits;
constexpr std::size_t word_bits = 64;
constexpr std::uint64_t digit_mask = (std::uint64_t{1} << digit_bits) - 1;

#if defined(__x86_64__)
using kernels::ifma_public_power;
using kernels::ifma_secret_powers;
#else // never called: this_cpu() has no AVX512-IFMA there
void ifma_public_power(IfmaSize, const kernels::IfmaModulus&, const std::uint64_t*, std::uint64_t, std::uint64_t*) {}
void ifma_secret_powers(IfmaSize, const kernels::IfmaPower&, const kernels::IfmaPower&) {}
#endif

// The smallest size that holds numbers of so many bits; nothing if this CPU, or what the caller wants, rules IFMA out.
std::optional<IfmaSize> ifma_size(std::size_t bits, IfmaSize largest, Arithmetic arithmetic) {
    static const bool is_there = this_cpu().avx512ifma;
    if (arithmetic == Arithmetic::portable || !is_there) return std::nullopt;
    for (const IfmaSize size :
         {IfmaSize::bits_1024, IfmaSize::bits_1536, IfmaSize::bits_2048, IfmaSize::bits_3072, IfmaSize::bits_4096})
        if (size <= largest && bits <= static_cast<std::size_t>(kernels::ifma_bits(size))) return size;
    return std::nullopt;
}

// −1/n modulo 2^52, by Newton's iteration: each round doubles the bits that are right, and n · n = 1 modulo 8.
std::uint64_t minus_inverse(std::uint64_t n) {
    std::uint64_t inverse = n;
    for (int round = 0; round < 5; ++round) inverse *= 2 - n * inverse;
    return (0 - inverse) & digit_mask;
}

// Big-endian bytes as 64-bit words, the least first; words that the bytes do not reach are zero.
IfmaField::Digits to_words(View bytes, std::size_t count) {
    IfmaField::Digits words(count);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        words[i / 8] |= std::uint64_t{bytes[bytes.size() - 1 - i]} << (i % 8 * 8);
    return words;
}

IfmaField::Digits to_words(const Integer& number, std::size_t count) {
    return to_words(to_secret(number, count * word_bits / 8).view(), count);
}

Integer power(const MontgomeryRepresentation& shared, const Integer& base, const Integer& exponent) {
    // Crypto++ calculates in scratch space inside it: a copy for each use. NOLINTNEXTLINE(performance-*)
    const MontgomeryRepresentation field = shared;
    return field.ConvertOut(field.Exponentiate(field.ConvertIn(base % field.GetModulus()), exponent));
}

} // namespace

IfmaField::IfmaField(IfmaSize size, const Integer& modulus)
    : size_(size), k_(minus_inverse(to_words(modulus, 1)[0])),
      n_(digits_of(to_secret(modulus, modulus.ByteCount()).view())) {
    const auto digits = [this](const Integer& number) {
        return digits_of(to_secret(number, number.ByteCount()).view());
    };
    scaled_ = digits((Integer{Integer::POSITIVE, k_} * modulus + 1) >> digit_bits);
    const std::size_t r_bits = digit_bits * static_cast<std::size_t>(kernels::ifma_rounds(size_));
    r_squared_ = digits(Integer::Power2(2 * r_bits) % modulus);
}

IfmaField::Digits IfmaField::digits_of(View number) const {
    Digits digits(static_cast<std::size_t>(kernels::ifma_digits(size_)));
    const Digits words = to_words(number, digits.size() * digit_bits / word_bits + 1);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const std::size_t word = i * digit_bits / word_bits;
        const std::size_t shift = i * digit_bits % word_bits;
        digits[i] = words[word] >> shift & digit_mask;
        if (shift > word_bits - digit_bits) digits[i] |= words[word + 1] << (word_bits - shift) & digit_mask;
    }
    return digits;
}

void IfmaField::write(const Digits& digits, MutableView number) const {
    Digits words(digits.size() * digit_bits / word_bits + 1);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const std::size_t word = i * digit_bits / word_bits;
        const std::size_t shift = i * digit_bits % word_bits;
        words[word] |= digits[i] << shift;
        if (shift > word_bits - digit_bits) words[word + 1] |= digits[i] >> (word_bits - shift);
    }
    for (std::size_t i = 0; i < number.size(); ++i)
        number[number.size() - 1 - i] = static_cast<std::uint8_t>(words[i / 8] >> (i % 8 * 8));
}

PublicPower::PublicPower(const Integer& n, const Integer& e, Arithmetic arithmetic) : e_(e), bytes_(n.ByteCount()) {
    const auto size = ifma_size(n.BitCount(), IfmaSize::bits_4096, arithmetic);
    if (size)
        ifma_.emplace(*size, n);
    else
        portable_.emplace(n);
}

Bytes PublicPower::of(View x) const {
    if (!ifma_) return to_bytes(power(*portable_, to_integer(x), e_), bytes_);
    IfmaField::Digits digits = ifma_->digits_of(x);
    ifma_public_power(ifma_->size(), ifma_->modulus(), digits.data(), to_words(e_, 1)[0], digits.data());
    Bytes result(bytes_);
    ifma_->write(digits, result);
    return result;
}

CrtPowers::CrtPowers(Half p, Half q, Arithmetic arithmetic) : p_(std::move(p)), q_(std::move(q)) {
    const std::size_t bits =
        std::max({p_.modulus.BitCount(), q_.modulus.BitCount(), p_.exponent.BitCount(), q_.exponent.BitCount()});
    const auto size = ifma_size(bits, IfmaSize::bits_2048, arithmetic);
    if (!size) {
        portable_.emplace(Portable{MontgomeryRepresentation{p_.modulus}, MontgomeryRepresentation{q_.modulus}});
        return;
    }
    const auto half = [&](const Half& numbers) {
        return IfmaHalf{IfmaField{*size, numbers.modulus},
                        to_words(numbers.exponent, static_cast<std::size_t>(kernels::ifma_bits(*size)) / word_bits)};
    };
    ifma_.emplace(Ifma{half(p_), half(q_)});
}

CrtPowers::Results CrtPowers::of(const Integer& x) const { return ifma_ ? by_ifma(x) : by_cryptopp(x); }

CrtPowers::Results CrtPowers::by_ifma(const Integer& x) const {
    const IfmaField& of_p = ifma_->p.field;
    const IfmaField& of_q = ifma_->q.field;
    SecretBytes p = to_secret(x % p_.modulus, p_.modulus.ByteCount());
    SecretBytes q = to_secret(x % q_.modulus, q_.modulus.ByteCount());
    IfmaField::Digits digits_p = of_p.digits_of(p.view());
    IfmaField::Digits digits_q = of_q.digits_of(q.view());
    ifma_secret_powers(of_p.size(), {of_p.modulus(), digits_p.data(), ifma_->p.exponent.data(), digits_p.data()},
                       {of_q.modulus(), digits_q.data(), ifma_->q.exponent.data(), digits_q.data()});
    of_p.write(digits_p, p.fill());
    of_q.write(digits_q, q.fill());
    return {to_integer(p.view()), to_integer(q.view())};
}

CrtPowers::Results CrtPowers::by_cryptopp(const Integer& x) const {
    return {power(portable_->p, x, p_.exponent), power(portable_->q, x, q_.exponent)};
}

} // namespace vitrine::crypto
