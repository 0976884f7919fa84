// The two exponentiations of RSA (RFC 8017 §5.1, §5.2): from Crypto++'s integers to the kernel's digits and back.
#include "powers.h"

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

// The smallest size that holds numbers of so many bits; nothing if this CPU, or what the caller wants, rules IFMA out.
std::optional<IfmaSize> ifma_size(std::size_t bits, IfmaSize largest, Arithmetic arithmetic) {
    if (arithmetic == Arithmetic::portable || !kernels::has_ifma()) return std::nullopt;
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

// 64-bit words, the least first; what does not fit into so many is cut off.
IfmaField::Digits to_words(const Integer& number, std::size_t count) {
    IfmaField::Digits words(count);
    const SecretBytes bytes = to_secret(number, count * word_bits / 8);
    for (std::size_t i = 0; i < count; ++i)
        for (const std::uint8_t byte : bytes.view().last((i + 1) * word_bits / 8).first(word_bits / 8))
            words[i] = words[i] << 8 | byte;
    return words;
}

IfmaField::Digits to_digits(const Integer& number, std::size_t count) {
    const IfmaField::Digits words = to_words(number, count * digit_bits / word_bits + 1);
    IfmaField::Digits digits(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t word = i * digit_bits / word_bits;
        const std::size_t shift = i * digit_bits % word_bits;
        digits[i] = words[word] >> shift & digit_mask;
        if (shift > word_bits - digit_bits) digits[i] |= words[word + 1] << (word_bits - shift) & digit_mask;
    }
    return digits;
}

Integer to_number(const IfmaField::Digits& digits) {
    IfmaField::Digits words(digits.size() * digit_bits / word_bits + 1);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const std::size_t word = i * digit_bits / word_bits;
        const std::size_t shift = i * digit_bits % word_bits;
        words[word] |= digits[i] << shift;
        if (shift > word_bits - digit_bits) words[word + 1] |= digits[i] >> (word_bits - shift);
    }
    SecretBytes bytes{words.size() * word_bits / 8};
    const MutableView out = bytes.fill();
    for (std::size_t i = 0; i < out.size(); ++i) // big-endian
        out[out.size() - 1 - i] = static_cast<std::uint8_t>(words[i / 8] >> (8 * (i % 8)));
    return to_integer(bytes.view());
}

Integer power(const MontgomeryRepresentation& shared, const Integer& base, const Integer& exponent) {
    // Crypto++ calculates in scratch space inside it: a copy for each use. NOLINTNEXTLINE(performance-*)
    const MontgomeryRepresentation field = shared;
    return field.ConvertOut(field.Exponentiate(field.ConvertIn(base % field.GetModulus()), exponent));
}

} // namespace

IfmaField::IfmaField(IfmaSize size, const Integer& modulus) : size_(size), n_(modulus) {
    const Integer k{CryptoPP::Integer::POSITIVE, minus_inverse(to_words(n_, 1)[0])};
    scaled_ = digits_of((k * n_ + 1) >> digit_bits);
    r_squared_ = digits_of(Integer::Power2(2 * digit_bits * static_cast<std::size_t>(kernels::ifma_rounds(size))) % n_);
}

IfmaField::Digits IfmaField::digits_of(const Integer& number) const {
    return to_digits(number, static_cast<std::size_t>(kernels::ifma_digits(size_)));
}

Integer IfmaField::number_of(const Digits& digits) const { return to_number(digits) % n_; }

PublicPower::PublicPower(const Integer& n, const Integer& e, Arithmetic arithmetic) : e_(e) {
    const auto size = ifma_size(n.BitCount(), IfmaSize::bits_4096, arithmetic);
    if (size)
        ifma_.emplace(Ifma{*size, IfmaField{*size, n}});
    else
        portable_.emplace(n);
}

Integer PublicPower::of(const Integer& x) const {
    if (!ifma_) return power(*portable_, x, e_);
    IfmaField::Digits digits = ifma_->field.digits_of(x);
    kernels::ifma_public_power(ifma_->size, ifma_->field.modulus(), digits.data(), to_words(e_, 1)[0], digits.data());
    return ifma_->field.number_of(digits);
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
    ifma_.emplace(Ifma{*size, half(p_), half(q_)});
}

CrtPowers::Results CrtPowers::of(const Integer& x) const { return ifma_ ? by_ifma(x) : by_cryptopp(x); }

CrtPowers::Results CrtPowers::by_ifma(const Integer& x) const {
    IfmaField::Digits p = ifma_->p.field.digits_of(x % p_.modulus);
    IfmaField::Digits q = ifma_->q.field.digits_of(x % q_.modulus);
    kernels::ifma_secret_powers(ifma_->size, {ifma_->p.field.modulus(), p.data(), ifma_->p.exponent.data(), p.data()},
                                {ifma_->q.field.modulus(), q.data(), ifma_->q.exponent.data(), q.data()});
    return {ifma_->p.field.number_of(p), ifma_->q.field.number_of(q)};
}

CrtPowers::Results CrtPowers::by_cryptopp(const Integer& x) const {
    return {power(portable_->p, x, p_.exponent), power(portable_->q, x, q_.exponent)};
}

} // namespace vitrine::crypto
