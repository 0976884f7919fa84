// What is around the AEAD in a record, for stacks whose own record layer cannot be had without a connection: header,
// nonce and additional data, by the same functions as in vitrine's (RFC 5288 §3, RFC 7905 §2).
#pragma once

#include "tls/record/protection.h"

namespace vitrine::bench {

// The records of one cipher, under a write IV of zeros.
class ForeignRecords {
public:
    explicit ForeignRecords(const tls::AeadCipher& cipher)
        : explicit_nonce_size_{cipher.explicit_nonce_size}, prefix_{tls::record_header_size + explicit_nonce_size_} {}

    // The plaintext, or what became of it, in a whole record.
    MutableView text_of(MutableView record) const {
        return record.subspan(prefix_, record.size() - prefix_ - tls::sealed_suffix);
    }

    tls::Nonce nonce_of(MutableView record, std::uint64_t sequence_number) const {
        if (explicit_nonce_size_ == 0) return tls::make_nonce(zeros, sequence_number);
        return tls::make_nonce(View{zeros}.first(4), record.subspan(tls::record_header_size, explicit_nonce_size_));
    }

    tls::Aad aad_of(MutableView record, std::uint64_t sequence_number) const {
        return tls::make_aad(sequence_number, tls::ContentType::application_data, text_of(record).size());
    }

    // Header and explicit nonce of the record that is to be sealed.
    void frame(MutableView record, std::uint64_t sequence_number) const;

private:
    static constexpr std::array<std::uint8_t, 12> zeros{};
    std::size_t explicit_nonce_size_, prefix_; // bytes
};

inline MutableView tag_of(MutableView record) { return record.last(tls::sealed_suffix); }

} // namespace vitrine::bench
