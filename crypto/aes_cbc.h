// AES-CBC (NIST SP 800-38A §6.2) with the padding of RFC 5652 §6.3: for private keys that lie encrypted in files.
// No record is ever protected by it: what authenticates nothing has been attacked from BEAST to Lucky 13.
#pragma once

#include "crypto/secret.h"

#include <optional>

namespace vitrine::crypto {

constexpr std::size_t aes_block_size = 16;
using AesBlock = std::span<const std::uint8_t, aes_block_size>;

// The key has 16, 24 or 32 bytes.
Bytes aes_cbc_encrypt(View key, AesBlock iv, View plaintext);
// Nothing if these are no whole blocks, or the last one does not end in padding: the key is then a wrong one.
[[nodiscard]] std::optional<SecretBytes> aes_cbc_decrypt(View key, AesBlock iv, View ciphertext);

} // namespace vitrine::crypto
