// AES-GCM protection of one direction: nonce, additional data, sequence number (RFC 5288 §3, RFC 5246 §6.2.3.3).
#include "tls/record/protection.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::tls {

namespace {

void write_uint64(std::uint64_t value, std::span<std::uint8_t, 8> out) {
    for (auto byte = out.rbegin(); byte != out.rend(); ++byte, value >>= 8) *byte = static_cast<std::uint8_t>(value);
}

std::uint64_t read_uint(View bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8 | byte;
    return value;
}

// salt ‖ nonce_explicit: RFC 5288 §3
crypto::AesGcm::Nonce nonce_of(View implicit_nonce, std::uint64_t explicit_nonce) {
    return {.fixed = static_cast<std::uint32_t>(read_uint(implicit_nonce)), .invocation = explicit_nonce};
}

// seq_num + type + version + length: RFC 5246 §6.2.3.3
crypto::AesGcm::ShortAad aad_of(std::uint64_t sequence_number, ContentType type, std::size_t plaintext_size) {
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

// The part between the explicit nonce and the tag.
MutableView text_of(MutableView record) {
    return record.subspan(sealed_prefix, record.size() - sealed_prefix - sealed_suffix);
}

// Header and explicit nonce of the record: all that stands before its ciphertext.
void write_frame(std::uint64_t sequence_number, ContentType type, MutableView record) {
    if (record.size() < sealed_prefix + sealed_suffix) throw std::logic_error{"no room for nonce and tag"};
    if (text_of(record).size() > max_plaintext) throw std::logic_error{"more plaintext than a record holds"};
    write_header({.type = type,
                  .version = ProtocolVersion::tls12,
                  .length = static_cast<std::uint16_t>(record.size() - record_header_size)},
                 record.first<record_header_size>());
    // The sequence number, so never twice the same under one key: RFC 5288 §3
    write_uint64(sequence_number, record.subspan<record_header_size, explicit_nonce_size>());
}

} // namespace

Aad make_aad(std::uint64_t sequence_number, ContentType type, std::size_t plaintext_size) {
    const crypto::AesGcm::ShortAad numbers = aad_of(sequence_number, type, plaintext_size);
    return bytes_of<aad_size>(numbers.first, numbers.last);
}

Nonce make_nonce(View implicit_nonce, View explicit_nonce) {
    const auto [fixed, invocation] = nonce_of(implicit_nonce, read_uint(explicit_nonce));
    return bytes_of<crypto::AesGcm::nonce_size>(std::uint64_t{fixed} << 32 | invocation >> 32, invocation << 32);
}

Protection::Protection(const DirectionKeys& keys, std::uint64_t record_limit)
    : aead_{keys.key.view()}, record_limit_{record_limit} {
    std::ranges::copy(keys.implicit_nonce.view(), implicit_nonce_.fill().begin());
}

Aad frame_record(const Protection& protection, ContentType type, MutableView record) {
    write_frame(protection.sequence_number(), type, record);
    return make_aad(protection.sequence_number(), type, text_of(record).size());
}

// A free function that is never inlined, so that one breakpoint shows every record that leaves.
[[gnu::noinline]] void seal_record(Protection& protection, ContentType type, MutableView record) {
    if (protection.used_up() && type != ContentType::alert) throw std::logic_error{"sealing under a used-up key"};
    const std::uint64_t sequence_number = protection.sequence_number_; // and explicit nonce
    write_frame(sequence_number, type, record);
    const MutableView text = text_of(record);
    protection.aead_.seal(nonce_of(protection.implicit_nonce_.view(), sequence_number),
                          aad_of(sequence_number, type, text.size()), text, record.last<sealed_suffix>());
    ++protection.sequence_number_;
}

// The mirror image of seal_record, and the breakpoint for every record that comes.
[[gnu::noinline]] std::optional<MutableView> open_record(Protection& protection, ContentType type, MutableView record) {
    if (record.size() < sealed_prefix + sealed_suffix) return std::nullopt;

    // The sender's choice: it need not be the sequence number, which the peer never sends but both count: RFC 5288 §3
    const std::uint64_t explicit_nonce = read_uint(record.subspan<record_header_size, explicit_nonce_size>());

    const MutableView text = text_of(record);
    if (!protection.aead_.open(nonce_of(protection.implicit_nonce_.view(), explicit_nonce),
                               aad_of(protection.sequence_number_, type, text.size()), text,
                               record.last<sealed_suffix>()))
        return std::nullopt;
    ++protection.sequence_number_;
    return text;
}

} // namespace vitrine::tls
