// How a message becomes the number that RSA signs: EMSA-PKCS1-v1_5 and EMSA-PSS (RFC 8017 §9).
#include "crypto/emsa.h"

#include "crypto/equal.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

constexpr std::uint8_t trailer = 0xbc; // RFC 8017 §9.1.1, step 12
using DigestInfoPrefix = std::array<std::uint8_t, 19>;

// DigestInfo up to the digest itself, with the parameters NULL that RFC 8017 demands: RFC 8017 §9.2, note 1.
// clang-format off
constexpr DigestInfoPrefix sha256_prefix{0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                         0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
constexpr DigestInfoPrefix sha384_prefix{0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                         0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30};
constexpr DigestInfoPrefix sha512_prefix{0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                         0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40};
// clang-format on

const DigestInfoPrefix& prefix_of(HashAlgorithm hash) {
    switch (hash) {
    case HashAlgorithm::sha256: return sha256_prefix;
    case HashAlgorithm::sha384: return sha384_prefix;
    case HashAlgorithm::sha512: break;
    }
    return sha512_prefix;
}

// MGF1, xored over `target`: RFC 8017 §B.2.1
void mask(HashAlgorithm algorithm, View seed, MutableView target) {
    for (std::uint32_t counter = 0; !target.empty(); ++counter) {
        Hash block{algorithm};
        block.add(seed);
        block.add(std::array<std::uint8_t, 4>{
            static_cast<std::uint8_t>(counter >> 24), static_cast<std::uint8_t>(counter >> 16),
            static_cast<std::uint8_t>(counter >> 8), static_cast<std::uint8_t>(counter)});
        const Digest digest = block.digest();
        const std::size_t size = std::min(target.size(), digest.view().size());
        for (std::size_t i = 0; i < size; ++i) target[i] ^= digest.view()[i];
        target = target.subspan(size);
    }
}

// H = Hash(M'), M' = eight zeros ‖ mHash ‖ salt: RFC 8017 §9.1.1, steps 5 and 6
Digest hash_with_salt(HashAlgorithm algorithm, View message, View salt) {
    Hash salted{algorithm};
    salted.add(std::array<std::uint8_t, 8>{});
    salted.add(hash(algorithm, message).view());
    salted.add(salt);
    return salted.digest();
}

// The bits of the first byte that lie beyond `bits`, and so must be zero: RFC 8017 §9.1.1, step 11
std::uint8_t unused_bits(std::size_t bits) { return static_cast<std::uint8_t>(0xff00 >> (8 - bits % 8) % 8); }

} // namespace

Bytes emsa_pkcs1_encode(HashAlgorithm algorithm, View message, std::size_t size) {
    const DigestInfoPrefix& prefix = prefix_of(algorithm);
    const std::size_t info_size = prefix.size() + digest_size(algorithm);
    if (size < info_size + 11) throw std::logic_error("the RSA modulus is too short for this hash"); // RFC 8017 §9.2
    Bytes encoded{0x00, 0x01};
    encoded.resize(size - info_size - 1, 0xff);
    encoded.push_back(0x00);
    append(encoded, prefix);
    append(encoded, hash(algorithm, message).view());
    return encoded;
}

Bytes emsa_pss_encode(HashAlgorithm algorithm, View message, View salt, std::size_t bits) {
    const std::size_t size = (bits + 7) / 8;
    const std::size_t hash_size = digest_size(algorithm);
    if (size < hash_size + salt.size() + 2) throw std::logic_error("the RSA modulus is too short for this hash");
    const Digest h = hash_with_salt(algorithm, message, salt);
    Bytes encoded(size - hash_size - salt.size() - 2); // PS, zeros: RFC 8017 §9.1.1, step 7
    encoded.push_back(0x01);
    append(encoded, salt);
    mask(algorithm, h.view(), encoded);
    encoded[0] &= static_cast<std::uint8_t>(~unused_bits(bits));
    append(encoded, h.view());
    encoded.push_back(trailer);
    return encoded;
}

bool emsa_pss_verify(HashAlgorithm algorithm, View message, View encoded, std::size_t bits) {
    const std::size_t hash_size = digest_size(algorithm);
    const std::size_t salt_size = hash_size;
    if (encoded.size() != (bits + 7) / 8 || encoded.size() < hash_size + salt_size + 2) return false;
    if (encoded.back() != trailer) return false;
    if ((encoded[0] & unused_bits(bits)) != 0) return false; // RFC 8017 §9.1.2, step 6
    Bytes db = vitrine::to_bytes(encoded.first(encoded.size() - hash_size - 1));
    const View h = encoded.subspan(db.size(), hash_size);
    mask(algorithm, h, db);
    db[0] &= static_cast<std::uint8_t>(~unused_bits(bits));
    const auto salt = db.end() - static_cast<std::ptrdiff_t>(salt_size);
    if (std::any_of(db.begin(), salt - 1, [](std::uint8_t byte) { return byte != 0; })) return false; // step 10
    if (*(salt - 1) != 0x01) return false;
    return equal(hash_with_salt(algorithm, message, {salt, db.end()}).view(), h);
}

} // namespace vitrine::crypto
