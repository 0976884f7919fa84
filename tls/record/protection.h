// Protection of one direction by an AEAD: nonce, additional data, sequence number (RFC 5246 §6.2.3.3; RFC 5288 §3 for
// AES-GCM, RFC 7905 §2 for ChaCha20-Poly1305).
#pragma once

#include "crypto/aes_gcm.h"
#include "crypto/chacha20_poly1305.h"
#include "tls/keys/key_schedule.h"
#include "tls/record/record.h"

#include <variant>

namespace vitrine::tls {

// Before the ciphertext lie the header and, in AES-GCM's records alone, the explicit nonce; behind it the tag.
constexpr std::size_t aes_gcm_prefix = record_header_size + aes_128_gcm.explicit_nonce_size; // bytes
constexpr std::size_t sealed_suffix = 16;                                                    // bytes, of either AEAD
constexpr std::size_t aad_size = 13; // bytes; RFC 5246 §6.2.3.3

// Full-size records that one AES-GCM key may protect: 2^24.5 (RFC 8446 §5.5, RFC 9325 §4.4).
constexpr std::uint64_t aes_gcm_record_limit = 23'726'566;
// "the record sequence number would wrap before the safety limit is reached" (RFC 8446 §5.5), and it must not: RFC 5246
// §6.1.
constexpr std::uint64_t chacha20_poly1305_record_limit = UINT64_MAX;

using Aad = std::array<std::uint8_t, aad_size>;
using Nonce = std::array<std::uint8_t, 12>; // of either AEAD

// As bytes, for whoever watches. What seals and opens puts them together in the same place, as numbers where it can.
Aad make_aad(std::uint64_t sequence_number, ContentType type, std::size_t plaintext_size);
// AES-GCM's: the two parts, 4 and 8 bytes, one behind the other (RFC 5288 §3).
Nonce make_nonce(View implicit_nonce, View explicit_nonce);
// ChaCha20-Poly1305's: the sequence number, with four zeros before it, by exclusive or into the 12 bytes (RFC 7905 §2).
Nonce make_nonce(View implicit_nonce, std::uint64_t sequence_number);

// The keys of one direction and its sequence number, from which the nonces are made: it cannot be copied, so no nonce
// is ever used twice.
class Protection {
public:
    // Of `record_limit` and what the AEAD allows, the lesser holds.
    explicit Protection(const DirectionKeys& keys, std::uint64_t record_limit = UINT64_MAX);

    std::uint64_t sequence_number() const { return sequence_number_; } // of the next record
    // Bytes of a record between its header and its ciphertext: 8 or none.
    std::size_t explicit_nonce_size() const { return explicit_nonce_size_; }
    std::size_t prefix() const { return record_header_size + explicit_nonce_size_; } // bytes before the ciphertext
    // True once the key has protected as many records as it may: nothing but an alert should follow.
    bool used_up() const { return sequence_number_ >= record_limit_; }

private:
    friend void seal_record(Protection&, ContentType, MutableView);
    friend std::optional<MutableView> open_record(Protection&, ContentType, MutableView);

    void seal(ContentType type, MutableView text, MutableView record);
    bool open(ContentType type, MutableView text, MutableView record);

    std::variant<crypto::AesGcm, crypto::ChaCha20Poly1305> aead_;
    crypto::Secret<12> implicit_nonce_; // AES-GCM's are the first 4 bytes
    std::size_t explicit_nonce_size_;
    std::uint64_t sequence_number_ = 0;
    std::uint64_t record_limit_;
};

// Writes what stands before the ciphertext of the next record, header and explicit nonce, and gives the additional
// data. `record` as below. Changes nothing else: seal_record does so itself, and whoever watches may ask before.
Aad frame_record(const Protection& protection, ContentType type, MutableView record);

// `record` is prefix() bytes of room, the plaintext, sealed_suffix bytes of room: a whole record afterwards.
void seal_record(Protection& protection, ContentType type, MutableView record);

// `record` is a whole record. The plaintext, in its place; nothing if the tag does not fit (all zeros then)
// or the record is too short to hold nonce and tag.
[[nodiscard]] std::optional<MutableView> open_record(Protection& protection, ContentType type, MutableView record);

} // namespace vitrine::tls
