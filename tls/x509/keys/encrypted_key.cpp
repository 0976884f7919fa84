// Reads EncryptedPrivateKeyInfo (RFC 5958 §3) with PBES2 (RFC 8018 §6.2, §A.2 to §A.4, RFC 7914 §7), and opens it.
#include "tls/x509/keys/encrypted_key.h"

#include "crypto/aes_cbc.h"
#include "crypto/pass_phrase.h"
#include "tls/x509/asn1/der.h"
#include "tls/x509/asn1/oid.h"

#include <algorithm>
#include <array>
#include <bit>
#include <fmt/format.h>
#include <variant>

namespace vitrine::x509 {
namespace {

// A file must not make us compute for minutes, or take all memory: both are its to ask for.
constexpr std::uint64_t max_iterations = 10'000'000;
constexpr std::uint64_t max_scrypt_memory = 1 << 28; // bytes: 128 × N × r
constexpr std::uint64_t max_scrypt_parallelization = 16;

struct Pbkdf2 { // RFC 8018 §A.2
    Bytes salt;
    std::uint32_t iterations = 0;
    std::optional<std::uint64_t> key_length;
    crypto::Pbkdf2Hash hash = crypto::Pbkdf2Hash::sha1;
};

struct Scrypt { // RFC 7914 §7
    Bytes salt;
    crypto::ScryptCost cost{};
    std::optional<std::uint64_t> key_length;
};

struct EncryptedKey {
    std::variant<Pbkdf2, Scrypt> derivation;
    std::size_t key_size = 0;
    std::array<std::uint8_t, crypto::aes_block_size> iv{};
    View encrypted_data;
};

struct Prf {
    std::string_view oid;
    crypto::Pbkdf2Hash hash;
};
// clang-format off
constexpr std::array prfs{ // RFC 8018 §B.1
    Prf{oid::hmac_with_sha1,   crypto::Pbkdf2Hash::sha1},
    Prf{oid::hmac_with_sha224, crypto::Pbkdf2Hash::sha224},
    Prf{oid::hmac_with_sha256, crypto::Pbkdf2Hash::sha256},
    Prf{oid::hmac_with_sha384, crypto::Pbkdf2Hash::sha384},
    Prf{oid::hmac_with_sha512, crypto::Pbkdf2Hash::sha512},
};

struct Cipher {
    std::string_view oid;
    std::size_t key_size;
};
constexpr std::array ciphers{ // RFC 8018 §B.2.5
    Cipher{oid::aes128_cbc, 16},
    Cipher{oid::aes192_cbc, 24},
    Cipher{oid::aes256_cbc, 32},
};
// clang-format on

constexpr std::string_view advice = "convert it by 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY -out NEW'";

[[noreturn]] void refuse_algorithm(std::string_view what, const std::string& identifier) {
    throw ParseError(fmt::format("the private key is encrypted by {} {}, which is not used here: {}", what,
                                 name_of_oid(identifier), advice));
}

crypto::Pbkdf2Hash read_prf(DerReader& reader) {
    if (!reader.more()) return crypto::Pbkdf2Hash::sha1; // RFC 8018 §A.2: the default
    reader.open("prf", Tag::sequence);
    const std::string identifier = reader.object_identifier("algorithm");
    if (reader.more()) reader.null("parameters");
    reader.close();
    const auto* const found = std::ranges::find(prfs, identifier, &Prf::oid);
    if (found == prfs.end()) refuse_algorithm("PBKDF2 with", identifier);
    return found->hash;
}

std::optional<std::uint64_t> read_key_length(DerReader& reader) {
    if (!reader.next_is(Tag::integer)) return std::nullopt;
    return reader.small_number("keyLength", UINT16_MAX);
}

Pbkdf2 read_pbkdf2(DerReader& reader) {
    Pbkdf2 result;
    reader.open("parameters", Tag::sequence);
    result.salt = to_bytes(reader.primitive("salt", Tag::octet_string));
    result.iterations = static_cast<std::uint32_t>(reader.small_number("iterationCount", UINT32_MAX));
    if (result.iterations == 0 || result.iterations > max_iterations)
        reader.refuse("iterationCount", fmt::format("{} iterations of PBKDF2, where 1 to {} are computed here",
                                                    result.iterations, max_iterations));
    result.key_length = read_key_length(reader);
    result.hash = read_prf(reader);
    reader.close();
    return result;
}

Scrypt read_scrypt(DerReader& reader) {
    Scrypt result;
    reader.open("parameters", Tag::sequence);
    result.salt = to_bytes(reader.primitive("salt", Tag::octet_string));
    result.cost.cost = reader.small_number("costParameter", UINT32_MAX);
    result.cost.block_size = static_cast<std::uint32_t>(reader.small_number("blockSize", UINT16_MAX));
    result.cost.parallelization =
        static_cast<std::uint32_t>(reader.small_number("parallelizationParameter", max_scrypt_parallelization));
    const std::uint64_t memory = 128 * result.cost.cost * result.cost.block_size; // below 2^56
    const bool valid = std::has_single_bit(result.cost.cost) && result.cost.cost > 1 && memory > 0 &&
                       result.cost.parallelization > 0; // RFC 7914 §2
    if (!valid) reader.refuse("costParameter", "the parameters of scrypt are none that it can have");
    if (memory > max_scrypt_memory)
        reader.refuse("costParameter", fmt::format("scrypt with {} bytes of memory, where {} are the most here", memory,
                                                   max_scrypt_memory));
    result.key_length = read_key_length(reader);
    reader.close();
    return result;
}

void read_derivation(DerReader& reader, EncryptedKey& key) {
    reader.open("keyDerivationFunc", Tag::sequence);
    const std::string identifier = reader.object_identifier("algorithm");
    if (identifier == oid::pbkdf2)
        key.derivation = read_pbkdf2(reader);
    else if (identifier == oid::scrypt)
        key.derivation = read_scrypt(reader);
    else
        refuse_algorithm("PBES2 with", identifier);
    reader.close();
}

void read_scheme(DerReader& reader, EncryptedKey& key) {
    reader.open("encryptionScheme", Tag::sequence);
    const std::string identifier = reader.object_identifier("algorithm");
    const auto* const found = std::ranges::find(ciphers, identifier, &Cipher::oid);
    if (found == ciphers.end()) refuse_algorithm("PBES2 with", identifier);
    key.key_size = found->key_size;
    const View iv = reader.primitive("parameters", Tag::octet_string);
    if (iv.size() != key.iv.size()) reader.refuse("parameters", "an initialization vector that has not 16 bytes");
    std::ranges::copy(iv, key.iv.begin());
    reader.close();
}

EncryptedKey read_fields(View der, tls::FieldSink* sink) {
    EncryptedKey key;
    DerReader reader{"EncryptedPrivateKeyInfo", der, sink};
    reader.open("", Tag::sequence);
    reader.open("encryptionAlgorithm", Tag::sequence);
    const std::string identifier = reader.object_identifier("algorithm");
    if (identifier != oid::pbes2) refuse_algorithm("the scheme", identifier);
    reader.open("parameters", Tag::sequence);
    read_derivation(reader, key);
    read_scheme(reader, key);
    const auto length = std::visit([](const auto& derivation) { return derivation.key_length; }, key.derivation);
    if (length && *length != key.key_size) reader.refuse("", "keyLength is not that of the encryptionScheme");
    reader.close();
    reader.close();
    key.encrypted_data = reader.primitive("encryptedData", Tag::octet_string);
    reader.close();
    reader.finish();
    return key;
}

crypto::SecretBytes derive_key(const EncryptedKey& key, View pass_phrase) {
    if (const auto* scrypt = std::get_if<Scrypt>(&key.derivation))
        return crypto::scrypt(pass_phrase, scrypt->salt, scrypt->cost, key.key_size);
    const auto& pbkdf2 = std::get<Pbkdf2>(key.derivation);
    return crypto::pbkdf2(pbkdf2.hash, pass_phrase, pbkdf2.salt, pbkdf2.iterations, key.key_size);
}

// One wrong key of 256 leaves what ends like padding; a SEQUENCE as long as all of it is left by hardly any.
bool is_sequence(View der) {
    try {
        DerReader reader{"PrivateKeyInfo", der};
        reader.open("", Tag::sequence);
        return reader.since(0).size() < 6 && der.size() > 2; // its header, and something behind it
    } catch (const ParseError&) {
        return false;
    }
}

} // namespace

crypto::SecretBytes decrypt_private_key(View der, View pass_phrase, tls::FieldSink* sink) {
    const EncryptedKey key = read_fields(der, sink);
    const crypto::SecretBytes cipher_key = derive_key(key, pass_phrase);
    auto decrypted = crypto::aes_cbc_decrypt(cipher_key.view(), key.iv, key.encrypted_data);
    if (!decrypted || !is_sequence(decrypted->view()))
        throw ParseError("the pass phrase does not open the private key: it is a wrong one, or the file is damaged");
    return std::move(*decrypted);
}

void read_encrypted_key(View der, tls::FieldSink& sink) { static_cast<void>(read_fields(der, &sink)); }

} // namespace vitrine::x509
