// ECDSA on P-256 and P-384 (FIPS 186-5 §6.4), over Crypto++'s points and integers.
#include "crypto/ecdsa.h"

#include "curves.h"
#include "integers.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

using CryptoPP::Integer;

constexpr std::uint8_t tag_integer = 0x02;  // X.690 §8.3
constexpr std::uint8_t tag_sequence = 0x30; // X.690 §8.9

struct Signature {
    Integer r, s;
};

// The leftmost bits of the digest, as many as the order has: FIPS 186-5 §6.4.1, step 2
Integer message_representative(Curve curve, HashAlgorithm algorithm, View message) {
    const Digest digest = hash(algorithm, message);
    return to_integer(digest.view().first(std::min(digest.view().size(), field_size(curve))));
}

// Takes one DER INTEGER off the front: positive, minimal, of at most `max_size` bytes (X.690 §8.3.2 and §10.1).
std::optional<Integer> take_integer(View& der, std::size_t max_size) {
    if (der.size() < 2 || der[0] != tag_integer) return std::nullopt;
    const std::size_t size = der[1]; // 0x80 and above would be a long form, and is larger than any max_size
    if (size == 0 || size > max_size + 1 || size > der.size() - 2) return std::nullopt;
    const View content = der.subspan(2, size);
    if ((content[0] & 0x80) != 0) return std::nullopt;                                // negative
    if (content[0] == 0 && size > 1 && (content[1] & 0x80) == 0) return std::nullopt; // a zero too many
    der = der.subspan(2 + size);
    return to_integer(content);
}

// ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }: RFC 8422 §5.4. Both fit in the short form of a length.
std::optional<Signature> decode_signature(View der, std::size_t max_size) {
    if (der.size() < 2 || der[0] != tag_sequence || der[1] >= 0x80 || der[1] != der.size() - 2) return std::nullopt;
    der = der.subspan(2);
    const auto r = take_integer(der, max_size);
    if (!r) return std::nullopt;
    const auto s = take_integer(der, max_size);
    if (!s || !der.empty()) return std::nullopt;
    return Signature{*r, *s};
}

void append_integer(Bytes& der, const Integer& number) {
    const std::size_t size = number.MinEncodedSize(Integer::SIGNED); // with the zero that keeps it positive
    Bytes content(size);
    number.Encode(content.data(), size, Integer::SIGNED);
    der.push_back(tag_integer);
    der.push_back(static_cast<std::uint8_t>(size));
    append(der, content);
}

Bytes encode_signature(const Signature& signature) {
    Bytes content;
    append_integer(content, signature.r);
    append_integer(content, signature.s);
    Bytes der{tag_sequence, static_cast<std::uint8_t>(content.size())}; // at most 102 bytes for P-384: a short form
    append(der, content);
    return der;
}

// k + n or k + 2n, whichever is one bit longer than n: the same point as k times the base, but in a time that does not
// tell how long k is (Minerva, CVE-2019-15809 and its kin).
Integer of_fixed_length(const Integer& k, const Integer& n) {
    const Integer once = k + n;
    return once.BitCount() > n.BitCount() ? once : once + n;
}

// FIPS 186-5 §6.4.1. Nothing if r or s comes out as zero: then another k is due.
std::optional<Signature> sign_with(const Group& group, const Integer& d, const Integer& k, const Integer& e) {
    const Integer& n = group.GetSubgroupOrder();
    const Integer r = group.ExponentiateBase(of_fixed_length(k, n)).x % n;
    const Integer s = k.InverseMod(n) * (e + r * d) % n;
    if (r.IsZero() || s.IsZero()) return std::nullopt;
    return Signature{r, s};
}

} // namespace

std::optional<EcdsaPublicKey> EcdsaPublicKey::from_point(Curve curve, View point) {
    if (curve == Curve::x25519 || !decode_point(curve, point)) return std::nullopt;
    EcdsaPublicKey key;
    key.curve_ = curve;
    key.point_ = vitrine::to_bytes(point);
    return key;
}

bool EcdsaPublicKey::verify(HashAlgorithm hash, View message, View signature) const {
    const auto point = decode_point(curve_, point_);
    const auto value = decode_signature(signature, field_size(curve_));
    if (!point || !value) return false;
    if (!is_scalar(curve_, value->r) || !is_scalar(curve_, value->s)) return false; // FIPS 186-5 §6.4.2, step 1
    const Group& group = group_of(curve_);
    const Integer& n = group.GetSubgroupOrder();
    const Integer w = value->s.InverseMod(n);
    const Integer u1 = message_representative(curve_, hash, message) * w % n;
    const Integer u2 = value->r * w % n;
    const Point sum = group.GetCurve().Add(group.ExponentiateBase(u1), group.ExponentiateElement(*point, u2));
    return !sum.identity && sum.x % n == value->r;
}

EcdsaPrivateKey::EcdsaPrivateKey(EcdsaPublicKey public_key, SecretBytes scalar)
    : public_key_(std::move(public_key)), scalar_(std::move(scalar)) {}

std::optional<EcdsaPrivateKey> EcdsaPrivateKey::from_scalar(Curve curve, View scalar) {
    if (curve == Curve::x25519) return std::nullopt;
    const Integer d = to_integer(scalar);
    if (!is_scalar(curve, d)) return std::nullopt;
    const Bytes point = encode_point(curve, group_of(curve).ExponentiateBase(d));
    auto public_key = EcdsaPublicKey::from_point(curve, point);
    if (!public_key) return std::nullopt;
    return EcdsaPrivateKey{std::move(*public_key), to_secret(d, field_size(curve))};
}

Bytes EcdsaPrivateKey::sign(HashAlgorithm hash, View message, RandomSource& random) const {
    const Curve curve = public_key_.curve();
    const Integer e = message_representative(curve, hash, message);
    const SecretBytes k = draw_scalar(curve, random, "ecdsa_nonce");
    const auto signature = sign_with(group_of(curve), to_integer(scalar_.view()), to_integer(k.view()), e);
    if (!signature) throw std::runtime_error("ECDSA: r or s is zero, which chance alone does not bring about");
    return encode_signature(*signature);
}

} // namespace vitrine::crypto
