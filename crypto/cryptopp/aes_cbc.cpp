// AES-CBC by Crypto++, which knows neither padding nor a wrong key here: both are ours (RFC 5652 §6.3).
#include "crypto/aes_cbc.h"

#include <algorithm>
#include <cryptopp/aes.h>
#include <cryptopp/modes.h>

namespace vitrine::crypto {
namespace {

// How many bytes of the end are padding: 1 to 16, each of that value. Zero: it is none.
std::size_t padding_of(View plaintext) {
    const std::size_t size = plaintext.back();
    if (size == 0 || size > aes_block_size) return 0;
    const View padding = plaintext.last(size);
    return std::ranges::all_of(padding, [&](std::uint8_t byte) { return byte == size; }) ? size : 0;
}

SecretBytes first_bytes(const SecretBytes& bytes, std::size_t size) {
    SecretBytes part{size};
    std::ranges::copy(bytes.view().first(size), part.fill().begin());
    return part;
}

} // namespace

Bytes aes_cbc_encrypt(View key, AesBlock iv, View plaintext) {
    const std::size_t padding = aes_block_size - plaintext.size() % aes_block_size;
    SecretBytes padded{plaintext.size() + padding};
    std::ranges::copy(plaintext, padded.fill().begin());
    std::ranges::fill(padded.fill().last(padding), static_cast<std::uint8_t>(padding));
    CryptoPP::CBC_Mode<CryptoPP::AES>::Encryption cipher{key.data(), key.size(), iv.data()};
    Bytes ciphertext(padded.size());
    cipher.ProcessData(ciphertext.data(), padded.view().data(), padded.size());
    return ciphertext;
}

std::optional<SecretBytes> aes_cbc_decrypt(View key, AesBlock iv, View ciphertext) {
    if (ciphertext.empty() || ciphertext.size() % aes_block_size != 0) return std::nullopt;
    CryptoPP::CBC_Mode<CryptoPP::AES>::Decryption cipher{key.data(), key.size(), iv.data()};
    SecretBytes padded{ciphertext.size()};
    cipher.ProcessData(padded.fill().data(), ciphertext.data(), ciphertext.size());
    const std::size_t padding = padding_of(padded.view());
    if (padding == 0) return std::nullopt;
    return first_bytes(padded, padded.size() - padding);
}

} // namespace vitrine::crypto
