// AES-GCM protection of one direction: nonce, additional data, sequence number (RFC 5288 §3, RFC 5246 §6.2.3.3).
#pragma once

#include "crypto/aes_gcm.h"
#include "tls/keys/key_schedule.h"
#include "tls/record/record.h"

namespace vitrine::tls {

constexpr std::size_t explicit_nonce_size = 8;                                  // bytes; RFC 5288 §3
constexpr std::size_t sealed_prefix = record_header_size + explicit_nonce_size; // bytes before the ciphertext
constexpr std::size_t sealed_suffix = crypto::AesGcm::tag_size;                 // bytes behind it
constexpr std::size_t aad_size = 13;                                            // bytes; RFC 5246 §6.2.3.3

// Full-size records that one AES-GCM key may protect: 2^24.5 (RFC 8446 §5.5, RFC 9325 §4.4).
constexpr std::uint64_t aes_gcm_record_limit = 23'726'566;

using Aad = std::array<std::uint8_t, aad_size>;
using Nonce = std::array<std::uint8_t, crypto::AesGcm::nonce_size>;

// As bytes, for whoever watches. What seals and opens puts both together in the same place, as numbers.
Aad make_aad(std::uint64_t sequence_number, ContentType type, std::size_t plaintext_size);
Nonce make_nonce(View implicit_nonce, View explicit_nonce);

// The keys of one direction and its sequence number, which is also its explicit nonce: it cannot be copied,
// so no nonce is ever used twice.
class Protection {
public:
    explicit Protection(const DirectionKeys& keys, std::uint64_t record_limit = aes_gcm_record_limit);

    std::uint64_t sequence_number() const { return sequence_number_; } // of the next record
    // True once the key has protected as many records as it may: nothing but an alert should follow.
    bool used_up() const { return sequence_number_ >= record_limit_; }

private:
    friend void seal_record(Protection&, ContentType, MutableView);
    friend std::optional<MutableView> open_record(Protection&, ContentType, MutableView);

    crypto::AesGcm aead_;
    crypto::Secret<4> implicit_nonce_;
    std::uint64_t sequence_number_ = 0;
    std::uint64_t record_limit_;
};

// Writes what stands before the ciphertext of the next record, header and explicit nonce, and gives the additional
// data. `record` as below. Changes nothing else: seal_record does so itself, and whoever watches may ask before.
Aad frame_record(const Protection& protection, ContentType type, MutableView record);

// `record` is sealed_prefix bytes of room, the plaintext, sealed_suffix bytes of room: a whole record afterwards.
void seal_record(Protection& protection, ContentType type, MutableView record);

// `record` is a whole record. The plaintext, in its place; nothing if the tag does not fit (all zeros then)
// or the record is too short to hold nonce and tag.
[[nodiscard]] std::optional<MutableView> open_record(Protection& protection, ContentType type, MutableView record);

} // namespace vitrine::tls
