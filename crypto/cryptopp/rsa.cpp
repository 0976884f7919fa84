// RSA signatures by Crypto++'s integers: RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017 §8).
#include "crypto/rsa.h"

#include "crypto/emsa.h"
#include "crypto/equal.h"
#include "integers.h"
#include "rsa_crt.h"

#include <algorithm>
#include <bit>
#include <cryptopp/rsa.h>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

constexpr std::size_t min_modulus_bits = 2048;
constexpr std::size_t max_modulus_bits = 8192;
constexpr std::size_t max_exponent_bits = 33;

std::size_t bits_of(View number) {
    return number.empty() ? 0 : 8 * (number.size() - 1) + static_cast<std::size_t>(std::bit_width(number.front()));
}

bool is_odd(View number) { return (number.back() & 1) != 0; }

std::size_t modulus_size(const RsaPublicKey& key) { return (key.bits() + 7) / 8; }

Bytes encode_message(RsaPadding padding, HashAlgorithm hash, View message, std::size_t bits, RandomSource& random) {
    if (padding == RsaPadding::pkcs1) return emsa_pkcs1_encode(hash, message, (bits + 7) / 8);
    Digest salt{digest_size(hash)}; // RFC 8446 §4.2.3: the salt is as long as the digest
    random.fill("rsa_pss_salt", salt.fill());
    return emsa_pss_encode(hash, message, salt.view(), bits - 1);
}

RsaIntegers integers_of(const RsaPrivateNumbers& numbers) {
    return {.n = to_integer(numbers.modulus),
            .e = to_integer(numbers.public_exponent),
            .d = to_integer(numbers.private_exponent.view()),
            .p = to_integer(numbers.prime1.view()),
            .q = to_integer(numbers.prime2.view()),
            .dp = to_integer(numbers.exponent1.view()),
            .dq = to_integer(numbers.exponent2.view()),
            .u = to_integer(numbers.coefficient.view())};
}

bool are_short(const RsaPrivateNumbers& numbers) {
    const std::size_t limit = numbers.modulus.size();
    return numbers.private_exponent.size() <= limit && numbers.prime1.size() <= limit &&
           numbers.prime2.size() <= limit && numbers.exponent1.size() <= limit && numbers.exponent2.size() <= limit &&
           numbers.coefficient.size() <= limit;
}

// The system's randomness, as Crypto++'s primality test wants it.
class SystemGenerator final : public CryptoPP::RandomNumberGenerator {
public:
    void GenerateBlock(CryptoPP::byte* output, std::size_t size) override { // NOLINT(readability-identifier-naming)
        SystemRandom{}.fill("rsa_primality", {output, size});
    }
};

// Each relation of RFC 8017 §3.2, and that both primes are prime. One CRT value that is off by a bit would give the
// key away with the first signature, if the check after signing ever failed us.
bool belong_together(const RsaIntegers& key) {
    CryptoPP::InvertibleRSAFunction function;
    function.Initialize(key.n, key.e, key.d, key.p, key.q, key.dp, key.dq, key.u);
    SystemGenerator random;
    return function.Validate(random, 2);
}

} // namespace

std::optional<RsaPublicKey> RsaPublicKey::from_numbers(View modulus, View exponent) {
    modulus = without_leading_zeros(modulus);
    exponent = without_leading_zeros(exponent);
    const std::size_t bits = bits_of(modulus);
    if (bits < min_modulus_bits || bits > max_modulus_bits || !is_odd(modulus)) return std::nullopt;
    if (bits_of(exponent) < 2 || bits_of(exponent) > max_exponent_bits || !is_odd(exponent)) return std::nullopt;
    RsaPublicKey key;
    key.modulus_ = vitrine::to_bytes(modulus);
    key.exponent_ = vitrine::to_bytes(exponent);
    key.bits_ = bits;
    key.power_ = std::make_shared<PublicPower>(to_integer(modulus), to_integer(exponent));
    return key;
}

bool RsaPublicKey::verify(RsaPadding padding, HashAlgorithm hash, View message, View signature) const {
    const std::size_t size = modulus_size(*this);
    if (signature.size() != size) return false;                                   // RFC 8017 §8.2.2, step 1
    if (!std::ranges::lexicographical_compare(signature, modulus_)) return false; // RFC 8017 §5.2.2, step 1
    const Bytes encoded = power_->of(signature);
    if (padding == RsaPadding::pkcs1) return equal(encoded, emsa_pkcs1_encode(hash, message, size));
    // With 8k + 1 bits of modulus, the encoded message is a byte shorter than the modulus: RFC 8017 §8.1.2, step 2.c
    const View message_part = View{encoded}.last((bits_ - 1 + 7) / 8);
    if (message_part.size() < size && encoded[0] != 0) return false;
    return emsa_pss_verify(hash, message, message_part, bits_ - 1);
}

class RsaPrivateKey::State {
public:
    State(RsaPublicKey key, RsaIntegers numbers) : public_key(std::move(key)), crt(std::move(numbers)) {}

    RsaPublicKey public_key;
    RsaCrt crt;
};

std::optional<RsaPrivateKey> RsaPrivateKey::from_numbers(const RsaPrivateNumbers& numbers) {
    auto public_key = RsaPublicKey::from_numbers(numbers.modulus, numbers.public_exponent);
    if (!public_key || !are_short(numbers)) return std::nullopt;
    RsaIntegers integers = integers_of(numbers);
    if (!belong_together(integers)) return std::nullopt;
    return RsaPrivateKey{std::make_unique<State>(std::move(*public_key), std::move(integers))};
}

RsaPrivateKey::RsaPrivateKey(std::unique_ptr<State> state) : state_(std::move(state)) {}
RsaPrivateKey::RsaPrivateKey(RsaPrivateKey&&) noexcept = default;
RsaPrivateKey& RsaPrivateKey::operator=(RsaPrivateKey&&) noexcept = default;
RsaPrivateKey::~RsaPrivateKey() = default;

const RsaPublicKey& RsaPrivateKey::public_key() const { return state_->public_key; }

Bytes RsaPrivateKey::sign(RsaPadding padding, HashAlgorithm hash, View message, RandomSource& random) const {
    const RsaPublicKey& key = state_->public_key;
    const Bytes encoded = encode_message(padding, hash, message, key.bits(), random);
    Bytes representative(modulus_size(key) - encoded.size()); // PSS leaves a byte out with 8k + 1 bits of modulus
    append(representative, encoded);
    return state_->crt.sign(representative);
}

} // namespace vitrine::crypto
