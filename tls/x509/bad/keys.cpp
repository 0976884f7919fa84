// Keys that no verifier may calculate with: too short, too long, of another curve or of none (RFC 5280 §4.1.2.7).
#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/asn1/oid.h"
#include "tls/x509/bad/kinds.h"
#include "tls/x509/make/parts.h"

#include <array>

namespace vitrine::x509::bad {
namespace {

// Not a working pair: as a modulus any odd number of that size does, for it must be refused before it is used.
Bytes odd_number(Experiment& e, std::size_t bits) {
    Bytes number;
    while (number.size() < bits / 8) append(number, e.new_serial_number());
    number.resize(bits / 8);
    number.front() |= 0x80;
    number.back() |= 1;
    return number;
}

Bytes rsa_key(View modulus, View exponent) {
    const Bytes algorithm = der::sequence({der::object_identifier(oid::rsa_encryption), der::null()});
    return subject_public_key_info(algorithm, rsa_public_key(modulus, exponent));
}

void use_rsa(Experiment& e, std::size_t bits, View exponent) {
    e.set_public_key(e.leaf(), rsa_key(odd_number(e, bits), exponent));
}

const Bytes& usual_exponent() {
    static const Bytes exponent{0x01, 0x00, 0x01};
    return exponent;
}

void rsa_1024(Experiment& e) { use_rsa(e, 1024, usual_exponent()); }
void rsa_16384(Experiment& e) { use_rsa(e, 16384, usual_exponent()); }
void exponent_1(Experiment& e) { use_rsa(e, 2048, Bytes{1}); }
void exponent_even(Experiment& e) { use_rsa(e, 2048, Bytes{4}); }
void exponent_huge(Experiment& e) {
    const Bytes modulus = odd_number(e, 8192);
    e.set_public_key(e.leaf(), rsa_key(modulus, View{modulus}.subspan(1)));
}
void modulus_even(Experiment& e) {
    Bytes modulus = odd_number(e, 2048);
    modulus.back() &= 0xfe;
    e.set_public_key(e.leaf(), rsa_key(modulus, usual_exponent()));
}

crypto::EcdsaPublicKey point_of(const Plan& plan) {
    return std::get<crypto::EcdsaPublicKey>(crypto::public_key_of(plan.key->key()));
}

void use_point(Experiment& e, std::string_view curve, View point) {
    const Bytes algorithm = der::sequence({der::object_identifier(oid::ec_public_key), der::object_identifier(curve)});
    e.set_public_key(e.leaf(), subject_public_key_info(algorithm, point));
}

// SpecifiedECDomain of P-256 with another generator: the leaf's own point, whose private number is then 1. SEC 1 §C.2
Bytes explicit_p256(View generator) {
    const auto number = [](std::string_view hex) { return *from_hex(hex); };
    const Bytes p = number("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"); // FIPS 186-4 §D.1.2.3
    const Bytes a = number("ffffffff00000001000000000000000000000000fffffffffffffffffffffffc");
    const Bytes b = number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
    const Bytes n = number("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    const Bytes field = der::sequence({der::object_identifier("1.2.840.10045.1.1"), der::unsigned_integer(p)});
    return der::sequence({der::small_integer(1), field, der::sequence({der::octet_string(a), der::octet_string(b)}),
                          der::octet_string(generator), der::unsigned_integer(n), der::small_integer(1)});
}

void explicit_curve(Experiment& e) {
    const Bytes point = to_bytes(point_of(e.leaf()).point());
    const Bytes algorithm = der::sequence({der::object_identifier(oid::ec_public_key), explicit_p256(point)});
    e.set_public_key(e.leaf(), subject_public_key_info(algorithm, point));
}

void compressed_point(Experiment& e) { // SEC 1 §2.3.3: x, and whether y is odd
    const Bytes point = to_bytes(point_of(e.leaf()).point());
    Bytes compressed{static_cast<std::uint8_t>(0x02 | (point.back() & 1))};
    append(compressed, View{point}.subspan(1, 32));
    use_point(e, oid::secp256r1, compressed);
}

void point_off_curve(Experiment& e) {
    Bytes point = to_bytes(point_of(e.leaf()).point());
    point.back() ^= 1;
    use_point(e, oid::secp256r1, point);
}

void use_unknown_curve(Experiment& e, std::string_view curve, std::size_t field) {
    Bytes point = odd_number(e, 8 * (1 + 2 * field));
    point.front() = 0x04;
    use_point(e, curve, point);
}
void p521(Experiment& e) { use_unknown_curve(e, "1.3.132.0.35", 66); }
void secp256k1(Experiment& e) { use_unknown_curve(e, "1.3.132.0.10", 32); }

void ed25519(Experiment& e) {
    const Bytes algorithm = der::sequence({der::object_identifier("1.3.101.112")}); // RFC 8410 §3
    e.set_public_key(e.leaf(), subject_public_key_info(algorithm, odd_number(e, 256)));
}

// clang-format off
constexpr std::array kinds{
    //   name                    what is wrong                                                                            where it is ruled out      refused by    how it is made
    Kind{"rsa-1024",             "an RSA key of 1024 bits (no working pair)",                                             "RFC 9325 §4.5",           "public key", rsa_1024},
    Kind{"rsa-16384",            "an RSA key of 16384 bits (no working pair): dear to calculate with",             "RFC 5280 §8",             "public key", rsa_16384},
    Kind{"rsa-exponent-1",       "an RSA exponent of 1: a signature is its own message",                                  "RFC 8017 §3.1",           "public key", exponent_1},
    Kind{"rsa-exponent-even",    "an RSA exponent of 4, which no key can have",                                           "RFC 8017 §3.1",           "public key", exponent_even},
    Kind{"rsa-exponent-huge",    "an RSA exponent as long as the modulus: 250 times as dear",                       "RFC 8017 §3.1",           "public key", exponent_huge},
    Kind{"rsa-modulus-even",     "an even RSA modulus, which no key can have",                                            "RFC 8017 §3.1",           "public key", modulus_even},
    Kind{"explicit-curve",       "P-256 with a generator of one's own: whoever chooses it knows the private key",         "CVE-2020-0601",           "public key", explicit_curve},
    Kind{"compressed-point",     "a compressed point",                                                                    "RFC 8422 §5.1.1",         "public key", compressed_point},
    Kind{"point-off-curve",      "a point that is not on the curve",                                                      "RFC 8422 §5.11",          "public key", point_off_curve},
    Kind{"p521",                 "a curve that is not spoken here",                                                       "RFC 8422 §5.1.1",         "public key", p521},
    Kind{"secp256k1",            "the curve of Bitcoin, which TLS 1.2 with ours does not speak",                          "RFC 8422 §5.1.1",         "public key", secp256k1},
    Kind{"ed25519",              "an Ed25519 key, which is not spoken here",                                              "RFC 8422 §5.10",          "public key", ed25519},
};
// clang-format on

} // namespace

std::span<const Kind> kinds_of_keys() { return kinds; }

} // namespace vitrine::x509::bad
