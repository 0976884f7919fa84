// PBKDF2 and scrypt by Crypto++.
#include "crypto/pass_phrase.h"

#include <cryptopp/pwdbased.h>
#include <cryptopp/scrypt.h>
#include <cryptopp/sha.h>

namespace vitrine::crypto {
namespace {

const std::uint8_t* data_of(View bytes) { // Crypto++ takes no null pointer, not even for no bytes
    static constexpr std::uint8_t nothing = 0;
    return bytes.empty() ? &nothing : bytes.data();
}

template <class Hash> SecretBytes derive(View pass_phrase, View salt, std::uint32_t iterations, std::size_t key_size) {
    SecretBytes key{key_size};
    const CryptoPP::PKCS5_PBKDF2_HMAC<Hash> function;
    function.DeriveKey(key.fill().data(), key.size(), 0, data_of(pass_phrase), pass_phrase.size(), data_of(salt),
                       salt.size(), iterations);
    return key;
}

} // namespace

SecretBytes pbkdf2(Pbkdf2Hash hash, View pass_phrase, View salt, std::uint32_t iterations, std::size_t key_size) {
    switch (hash) {
    case Pbkdf2Hash::sha1: return derive<CryptoPP::SHA1>(pass_phrase, salt, iterations, key_size);
    case Pbkdf2Hash::sha224: return derive<CryptoPP::SHA224>(pass_phrase, salt, iterations, key_size);
    case Pbkdf2Hash::sha256: return derive<CryptoPP::SHA256>(pass_phrase, salt, iterations, key_size);
    case Pbkdf2Hash::sha384: return derive<CryptoPP::SHA384>(pass_phrase, salt, iterations, key_size);
    case Pbkdf2Hash::sha512: break;
    }
    return derive<CryptoPP::SHA512>(pass_phrase, salt, iterations, key_size);
}

SecretBytes scrypt(View pass_phrase, View salt, ScryptCost cost, std::size_t key_size) {
    SecretBytes key{key_size};
    const CryptoPP::Scrypt function;
    function.DeriveKey(key.fill().data(), key.size(), data_of(pass_phrase), pass_phrase.size(), data_of(salt),
                       salt.size(), cost.cost, cost.block_size, cost.parallelization);
    return key;
}

} // namespace vitrine::crypto
