// Reads private keys: PKCS#8 (RFC 5958 §2), PKCS#1 (RFC 8017 §A.1.2) and SEC 1 (RFC 5915 §3).
#include "tls/x509/keys/private_key.h"

#include "tls/x509/asn1/oid.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/certificate/fields.h"
#include "tls/x509/keys/encrypted_key.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

crypto::SecretBytes secret(View bytes) {
    crypto::SecretBytes copy{bytes.size()};
    std::ranges::copy(bytes, copy.fill().begin());
    return copy;
}

// RSAPrivateKey, of two primes.                                                            RFC 8017 §A.1.2
crypto::PrivateKey read_rsa_key(DerReader& reader) {
    crypto::RsaPrivateNumbers numbers;
    reader.open("", Tag::sequence);
    reader.small_number("version", 0);
    numbers.modulus = to_bytes(reader.unsigned_integer("modulus"));
    numbers.public_exponent = to_bytes(reader.unsigned_integer("publicExponent"));
    numbers.private_exponent = secret(reader.unsigned_integer("privateExponent"));
    numbers.prime1 = secret(reader.unsigned_integer("prime1"));
    numbers.prime2 = secret(reader.unsigned_integer("prime2"));
    numbers.exponent1 = secret(reader.unsigned_integer("exponent1"));
    numbers.exponent2 = secret(reader.unsigned_integer("exponent2"));
    numbers.coefficient = secret(reader.unsigned_integer("coefficient"));
    reader.close();
    if (!crypto::RsaPublicKey::from_numbers(numbers.modulus, numbers.public_exponent))
        throw ParseError(
            "the RSA key has fewer than 2048 or more than 8192 bits, or an exponent that is not used here");
    auto key = crypto::RsaPrivateKey::from_numbers(numbers);
    if (!key) throw ParseError("the numbers of the RSA key do not belong together");
    return std::move(*key);
}

// ECPrivateKey. The curve stands in its parameters, or outside in PKCS#8.                  RFC 5915 §3
crypto::PrivateKey read_ec_key(DerReader& reader, std::optional<crypto::Curve> curve) {
    reader.open("", Tag::sequence);
    if (reader.small_number("version", 1) != 1) reader.refuse("version", "it must be 1");
    const View scalar = reader.primitive("privateKey", Tag::octet_string);
    if (reader.next_is(constructed_context(0))) {
        reader.open("parameters", constructed_context(0));
        if (!reader.next_is(Tag::object_identifier))
            throw ParseError("an EC key with explicit parameters: only named curves");
        curve = curve_of(reader.object_identifier("namedCurve"));
        reader.close();
    }
    View point;
    if (reader.next_is(constructed_context(1))) {
        reader.open("publicKey", constructed_context(1));
        point = reader.bits("");
        reader.close();
    }
    reader.close();
    if (!curve) throw ParseError("an EC key on a curve other than secp256r1 and secp384r1");
    auto key = crypto::EcdsaPrivateKey::from_scalar(*curve, scalar);
    if (!key) throw ParseError("the private number of the EC key is zero, too large, or of a wrong length");
    if (!point.empty() && !std::ranges::equal(point, key->public_key().point()))
        throw ParseError("the public point of the EC key does not belong to its private number");
    return std::move(*key);
}

crypto::PrivateKey read_sec1(DerReader& reader) { return read_ec_key(reader, std::nullopt); }

// OneAsymmetricKey                                                                         RFC 5958 §2
crypto::PrivateKey read_pkcs8(DerReader& reader) {
    reader.open("", Tag::sequence);
    reader.small_number("version", 1);
    const KeyAlgorithm algorithm = read_key_algorithm(reader, "privateKeyAlgorithm");
    const bool is_rsa = algorithm.kind == KeyAlgorithm::Kind::rsa || algorithm.kind == KeyAlgorithm::Kind::rsa_pss;
    if (!is_rsa && !algorithm.curve)
        throw ParseError(fmt::format("a private key of kind {}: only RSA, EC secp256r1 and EC secp384r1 are used here",
                                     algorithm.name));
    reader.open("privateKey", Tag::octet_string);
    crypto::PrivateKey key = is_rsa ? read_rsa_key(reader) : read_ec_key(reader, algorithm.curve);
    reader.close();
    if (reader.next_is(constructed_context(0))) reader.any("attributes");
    if (reader.next_is(context(1))) reader.any("publicKey");
    reader.close();
    return key;
}

crypto::PrivateKey read_whole(std::string_view label, View der, crypto::PrivateKey (*read)(DerReader&)) {
    DerReader reader{label, der};
    crypto::PrivateKey key = read(reader);
    reader.finish();
    return key;
}

crypto::PrivateKey read_encrypted(const PemBlock& block, const PassPhrase& pass_phrase) {
    if (!pass_phrase)
        throw ParseError(fmt::format("the private key at line {} is encrypted: its pass phrase is needed", block.line));
    const crypto::SecretBytes phrase = pass_phrase();
    const crypto::SecretBytes der = decrypt_private_key(block.der, phrase.view());
    return read_whole("PRIVATE KEY", der.view(), read_pkcs8);
}

// Nothing if the block is none of a private key.
std::optional<crypto::PrivateKey> read_key(const PemBlock& block, const PassPhrase& pass_phrase) {
    if (block.label == "PRIVATE KEY") return read_whole(block.label, block.der, read_pkcs8);
    if (block.label == "RSA PRIVATE KEY") return read_whole(block.label, block.der, read_rsa_key);
    if (block.label == "EC PRIVATE KEY") return read_whole(block.label, block.der, read_sec1);
    if (block.label == "ENCRYPTED PRIVATE KEY") return read_encrypted(block, pass_phrase);
    return std::nullopt;
}

// The armour's bytes are the key itself: they are wiped however the reading ends.
class Wiping {
public:
    explicit Wiping(std::vector<PemBlock>& blocks) : blocks_(blocks) {}
    Wiping(const Wiping&) = delete;
    Wiping& operator=(const Wiping&) = delete;
    ~Wiping() {
        for (PemBlock& block : blocks_) crypto::wipe(block.der);
    }

private:
    std::vector<PemBlock>& blocks_;
};

} // namespace

crypto::PrivateKey private_key_from_pem(std::string_view text, const PassPhrase& pass_phrase) {
    std::vector<PemBlock> blocks = read_pem(text);
    const Wiping wiping{blocks};
    for (const PemBlock& block : blocks)
        if (auto key = read_key(block, pass_phrase)) return std::move(*key);
    throw ParseError("no private key: no line '-----BEGIN PRIVATE KEY-----'");
}

} // namespace vitrine::x509
