// Protection of one direction by an AEAD: nonce, additional data, sequence number (RFC 5246 §6.2.3.3; RFC 5288 §3 for
// AES-GCM, RFC 7905 §2 for ChaCha20-Poly1305).
#include "tls/record/protection.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace vitrine::tls {

namespace {

using crypto::AesGcm;
using crypto::ChaCha20Poly1305;
static_assert(AesGcm::tag_size == sealed_suffix && ChaCha20Poly1305::tag_size == sealed_suffix);
static_assert(AesGcm::nonce_size == Nonce{}.size() && ChaCha20Poly1305::nonce_size == Nonce{}.size());

// Between the CPU's order and the wire's, in one instruction: g++ 12 makes eight stores of a loop of shifts.
void write_uint64(std::uint64_t value, std::span<std::uint8_t, 8> out) {
    if constexpr (std::endian::native == std::endian::little) value = __builtin_bswap64(value);
    std::memcpy(out.data(), &value, sizeof value);
}

std::uint64_t read_uint64(std::span<const std::uint8_t, 8> bytes) {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes.data(), sizeof value);
    if constexpr (std::endian::native == std::endian::little) value = __builtin_bswap64(value);
    return value;
}

std::uint32_t read_uint32(std::span<const std::uint8_t, 4> bytes) {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes.data(), sizeof value);
    if constexpr (std::endian::native == std::endian::little) value = __builtin_bswap32(value);
    return value;
}

// salt ‖ nonce_explicit: RFC 5288 §3
AesGcm::Nonce nonce_of(std::span<const std::uint8_t, 4> implicit_nonce, std::uint64_t explicit_nonce) {
    return {.fixed = read_uint32(implicit_nonce), .invocation = explicit_nonce};
}

// seq_num + type + version + length: RFC 5246 §6.2.3.3
AesGcm::ShortAad aad_of(std::uint64_t sequence_number, ContentType type, std::size_t plaintext_size) {
    const std::uint64_t rest = static_cast<std::uint64_t>(type) << 32 |
                               static_cast<std::uint64_t>(ProtocolVersion::tls12) << 16 |
                               plaintext_size; // not that of the record: of what was sealed
    return {.first = sequence_number, .last = rest << 24, .size = aad_size};
}

// The first `size` of sixteen bytes.
template <std::size_t size> std::array<std::uint8_t, size> bytes_of(std::uint64_t first, std::uint64_t last) {
    std::array<std::uint8_t, 16> all;
    write_uint64(first, std::span{all}.first<8>());
    write_uint64(last, std::span{all}.last<8>());
    std::array<std::uint8_t, size> bytes;
    std::copy_n(all.begin(), size, bytes.begin());
    return bytes;
}

// The part between the explicit nonce, if there is one, and the tag.
MutableView text_of(MutableView record, std::size_t prefix) {
    return record.subspan(prefix, record.size() - prefix - sealed_suffix);
}

// Header and explicit nonce of the record: all that stands before its ciphertext.
void write_frame(const Protection& protection, ContentType type, MutableView record) {
    const std::size_t prefix = protection.prefix();
    if (record.size() < prefix + sealed_suffix) throw std::logic_error{"no room for nonce and tag"};
    if (text_of(record, prefix).size() > max_plaintext) throw std::logic_error{"more plaintext than a record holds"};
    write_header({.type = type,
                  .version = ProtocolVersion::tls12,
                  .length = static_cast<std::uint16_t>(record.size() - record_header_size)},
                 record.first<record_header_size>());
    // The sequence number, so never twice the same under one key: RFC 5288 §3
    if (protection.explicit_nonce_size() != 0)
        write_uint64(protection.sequence_number(), record.subspan<record_header_size, 8>());
}

std::variant<AesGcm, ChaCha20Poly1305> keyed(const DirectionKeys& keys) {
    if (keys.cipher.aead == Aead::aes_gcm) return AesGcm{keys.key.view()};
    return ChaCha20Poly1305{keys.key.view()};
}

std::uint64_t record_limit_of(Aead aead) {
    return aead == Aead::aes_gcm ? aes_gcm_record_limit : chacha20_poly1305_record_limit;
}

} // namespace

Aad make_aad(std::uint64_t sequence_number, ContentType type, std::size_t plaintext_size) {
    const AesGcm::ShortAad numbers = aad_of(sequence_number, type, plaintext_size);
    return bytes_of<aad_size>(numbers.first, numbers.last);
}

Nonce make_nonce(View implicit_nonce, View explicit_nonce) {
    const auto [fixed, invocation] = nonce_of(implicit_nonce.first<4>(), read_uint64(explicit_nonce.first<8>()));
    return bytes_of<AesGcm::nonce_size>(std::uint64_t{fixed} << 32 | invocation >> 32, invocation << 32);
}

Nonce make_nonce(View implicit_nonce, std::uint64_t sequence_number) {
    Nonce nonce{}; // four zeros, and behind them
    write_uint64(sequence_number, std::span{nonce}.last<8>());
    for (std::size_t i = 0; i < nonce.size(); ++i) nonce[i] ^= implicit_nonce[i];
    return nonce;
}

Protection::Protection(const DirectionKeys& keys, std::uint64_t record_limit)
    : aead_{keyed(keys)}, explicit_nonce_size_{keys.cipher.explicit_nonce_size},
      record_limit_{std::min(record_limit, record_limit_of(keys.cipher.aead))} {
    std::ranges::copy(keys.implicit_nonce.view(), implicit_nonce_.fill().begin());
}

void Protection::seal(ContentType type, MutableView text, MutableView record) {
    const auto tag = record.last<sealed_suffix>();
    if (auto* const gcm = std::get_if<AesGcm>(&aead_))
        return gcm->seal(nonce_of(implicit_nonce_.view().first<4>(), sequence_number_),
                         aad_of(sequence_number_, type, text.size()), text, tag);
    std::get<ChaCha20Poly1305>(aead_).seal(make_nonce(implicit_nonce_.view(), sequence_number_),
                                           make_aad(sequence_number_, type, text.size()), text, tag);
}

bool Protection::open(ContentType type, MutableView text, MutableView record) {
    const auto tag = record.last<sealed_suffix>();
    if (auto* const gcm = std::get_if<AesGcm>(&aead_)) {
        // The sender's choice: it need not be the sequence number, which the peer never sends but both count: RFC 5288
        // §3
        const std::uint64_t explicit_nonce = read_uint64(record.subspan<record_header_size, 8>());
        return gcm->open(nonce_of(implicit_nonce_.view().first<4>(), explicit_nonce),
                         aad_of(sequence_number_, type, text.size()), text, tag);
    }
    return std::get<ChaCha20Poly1305>(aead_).open(make_nonce(implicit_nonce_.view(), sequence_number_),
                                                  make_aad(sequence_number_, type, text.size()), text, tag);
}

Aad frame_record(const Protection& protection, ContentType type, MutableView record) {
    write_frame(protection, type, record);
    return make_aad(protection.sequence_number(), type, text_of(record, protection.prefix()).size());
}

// A free function that is never inlined, so that one breakpoint shows every record that leaves.
[[gnu::noinline]] void seal_record(Protection& protection, ContentType type, MutableView record) {
    if (protection.used_up() && type != ContentType::alert) throw std::logic_error{"sealing under a used-up key"};
    write_frame(protection, type, record);
    protection.seal(type, text_of(record, protection.prefix()), record);
    ++protection.sequence_number_;
}

// The mirror image of seal_record, and the breakpoint for every record that comes.
[[gnu::noinline]] std::optional<MutableView> open_record(Protection& protection, ContentType type, MutableView record) {
    if (record.size() < protection.prefix() + sealed_suffix) return std::nullopt;
    const MutableView text = text_of(record, protection.prefix());
    if (!protection.open(type, text, record)) return std::nullopt;
    ++protection.sequence_number_;
    return text;
}

} // namespace vitrine::tls
