// RSA signatures, PKCS#1 v1.5 and PSS (RFC 8017 §8). There is no decryption here, by design:
// a key that is never used to decrypt has no padding oracle.
#pragma once

#include "crypto/hash.h"
#include "crypto/random.h"
#include "crypto/secret.h"

#include <memory>

namespace vitrine::crypto {

class PublicPower;

enum class RsaPadding : std::uint8_t { pkcs1, pss }; // PSS: MGF1 and salt length by the same hash

class RsaPublicKey {
public:
    // Big-endian numbers. Nothing unless 2048 ≤ bits of the modulus ≤ 8192, both are odd and 3 ≤ exponent < 2^33:
    // otherwise one verification could be made to take a second.
    [[nodiscard]] static std::optional<RsaPublicKey> from_numbers(View modulus, View exponent);

    std::size_t bits() const { return bits_; }
    View modulus() const { return modulus_; }
    View exponent() const { return exponent_; }
    [[nodiscard]] bool verify(RsaPadding padding, HashAlgorithm hash, View message, View signature) const;

private:
    Bytes modulus_;
    Bytes exponent_;
    std::size_t bits_ = 0;
    std::shared_ptr<const PublicPower> power_; // what the modulus needs computed once; copies of the key share it
};

// The numbers of RFC 8017 §A.1.2, big-endian.
struct RsaPrivateNumbers {
    Bytes modulus, public_exponent;
    SecretBytes private_exponent, prime1, prime2, exponent1, exponent2, coefficient;
};

class RsaPrivateKey {
public:
    // Nothing if the numbers do not belong together (each CRT value is checked) or RsaPublicKey would refuse them.
    [[nodiscard]] static std::optional<RsaPrivateKey> from_numbers(const RsaPrivateNumbers& numbers);
    RsaPrivateKey(RsaPrivateKey&&) noexcept;
    RsaPrivateKey& operator=(RsaPrivateKey&&) noexcept;
    ~RsaPrivateKey();

    const RsaPublicKey& public_key() const;
    // Blinded, and checked with the public key before it is returned: a faulty CRT half would betray the key.
    // The PSS salt is drawn under the purpose "rsa_pss_salt"; blinding draws from the system, unnamed.
    // Throws std::runtime_error if the check fails. Safe to call from several threads at once.
    Bytes sign(RsaPadding padding, HashAlgorithm hash, View message, RandomSource& random) const;

private:
    class State;
    explicit RsaPrivateKey(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace vitrine::crypto
