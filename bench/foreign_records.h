// What is around the AEAD in a record, for stacks whose own record layer cannot be had without a connection: header,
// nonce and additional data, by the same functions as in vitrine's (RFC 5288 §3).
#pragma once

#include "tls/record/protection.h"

namespace vitrine::bench {

constexpr std::array<std::uint8_t, 4> implicit_nonce{};

// The plaintext, or what became of it, in a whole record.
inline MutableView text_of(MutableView record) {
    return record.subspan(tls::sealed_prefix, record.size() - tls::sealed_prefix - tls::sealed_suffix);
}

inline MutableView tag_of(MutableView record) { return record.last(tls::sealed_suffix); }

inline tls::Nonce nonce_of(MutableView record) {
    return tls::make_nonce(implicit_nonce, record.subspan(tls::record_header_size, tls::explicit_nonce_size));
}

inline tls::Aad aad_of(MutableView record, std::uint64_t sequence_number) {
    return tls::make_aad(sequence_number, tls::ContentType::application_data, text_of(record).size());
}

// Header and explicit nonce of the record that is to be sealed.
void frame(MutableView record, std::uint64_t sequence_number);

} // namespace vitrine::bench
