// AES-GCM protection of one direction: nonce, additional data, sequence number (RFC 5288 §3, RFC 5246 §6.2.3.3).
#include "tls/record/protection.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::tls {

namespace {

void write_uint64(std::uint64_t value, std::span<std::uint8_t, 8> out) {
    for (auto byte = out.rbegin(); byte != out.rend(); ++byte, value >>= 8) *byte = static_cast<std::uint8_t>(value);
}

// The part between the explicit nonce and the tag.
MutableView text_of(MutableView record) {
    return record.subspan(sealed_prefix, record.size() - sealed_prefix - sealed_suffix);
}

} // namespace

Aad make_aad(std::uint64_t sequence_number, ContentType type, std::size_t plaintext_size) {
    Aad aad; // seq_num + type + version + length: RFC 5246 §6.2.3.3
    const std::span out{aad};
    write_uint64(sequence_number, out.first<8>());
    write_header({.type = type,
                  .version = ProtocolVersion::tls12,
                  .length = static_cast<std::uint16_t>(plaintext_size)}, // not that of the record: of what was sealed
                 out.last<record_header_size>());
    return aad;
}

Nonce make_nonce(View implicit_nonce, View explicit_nonce) {
    Nonce nonce; // salt ‖ nonce_explicit: RFC 5288 §3
    const auto after_salt = std::ranges::copy(implicit_nonce, nonce.begin()).out;
    std::ranges::copy(explicit_nonce, after_salt);
    return nonce;
}

Protection::Protection(const DirectionKeys& keys, std::uint64_t record_limit)
    : aead_{keys.key.view()}, record_limit_{record_limit} {
    std::ranges::copy(keys.implicit_nonce.view(), implicit_nonce_.fill().begin());
}

Aad frame_record(const Protection& protection, ContentType type, MutableView record) {
    if (record.size() < sealed_prefix + sealed_suffix) throw std::logic_error{"no room for nonce and tag"};
    if (text_of(record).size() > max_plaintext) throw std::logic_error{"more plaintext than a record holds"};
    write_header({.type = type,
                  .version = ProtocolVersion::tls12,
                  .length = static_cast<std::uint16_t>(record.size() - record_header_size)},
                 record.first<record_header_size>());
    // The sequence number, so never twice the same under one key: RFC 5288 §3
    write_uint64(protection.sequence_number(), record.subspan<record_header_size, explicit_nonce_size>());
    return make_aad(protection.sequence_number(), type, text_of(record).size());
}

// A free function that is never inlined, so that one breakpoint shows every record that leaves.
[[gnu::noinline]] void seal_record(Protection& protection, ContentType type, MutableView record) {
    if (protection.used_up() && type != ContentType::alert) throw std::logic_error{"sealing under a used-up key"};
    const Aad aad = frame_record(protection, type, record);
    const auto explicit_nonce = record.subspan<record_header_size, explicit_nonce_size>();
    protection.aead_.seal(make_nonce(protection.implicit_nonce_.view(), explicit_nonce), aad, text_of(record),
                          record.last<sealed_suffix>());
    ++protection.sequence_number_;
}

// The mirror image of seal_record, and the breakpoint for every record that comes.
[[gnu::noinline]] std::optional<MutableView> open_record(Protection& protection, ContentType type, MutableView record) {
    if (record.size() < sealed_prefix + sealed_suffix) return std::nullopt;

    // The sender's choice: it need not be the sequence number, which the peer never sends but both count: RFC 5288 §3
    const auto explicit_nonce = record.subspan<record_header_size, explicit_nonce_size>();

    const MutableView text = text_of(record);
    if (!protection.aead_.open(make_nonce(protection.implicit_nonce_.view(), explicit_nonce),
                               make_aad(protection.sequence_number_, type, text.size()), text,
                               record.last<sealed_suffix>()))
        return std::nullopt;
    ++protection.sequence_number_;
    return text;
}

} // namespace vitrine::tls
