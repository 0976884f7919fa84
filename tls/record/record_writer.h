// From plaintext to records, sealed where the plaintext lies.
#pragma once

#include "tls/record/protection.h"

namespace vitrine::tls {

// What stands around a plaintext. The views lie in the record, but for the additional data.
struct Frame {
    std::uint64_t sequence_number = 0;
    View header, explicit_nonce; // empty where the AEAD has none
    Aad aad{};
    bool encrypted = false;
};

class RecordWriter {
public:
    // From the next record on, everything is sealed with `keys`.
    void protect(const DirectionKeys& keys, std::uint64_t record_limit = UINT64_MAX);

    // Bytes of room that a record needs before and behind its plaintext: 5 and 0 in the clear; 13 and 16 sealed by
    // AES-GCM, 5 and 16 by ChaCha20-Poly1305.
    std::size_t prefix() const { return protection_ ? protection_->prefix() : record_header_size; }
    std::size_t suffix() const { return protection_ ? sealed_suffix : 0; }

    // `record` is prefix() bytes of room, 0 … max_plaintext bytes of plaintext, suffix() bytes of room.
    // It is a whole record afterwards.
    void seal(ContentType type, MutableView record);
    // What seal() will put around the plaintext, written there already: for whoever watches while it still is one.
    Frame frame(ContentType type, MutableView record) const;

    // True once the key has protected as many records as it may: only a closing alert may follow.
    bool used_up() const { return protection_ && protection_->used_up(); }
    bool encrypted() const { return protection_.has_value(); }
    // The version written into headers: 3.1 in the first ClientHello, for old servers' sake (RFC 5246 §E.1); 3.3 after.
    void set_version(ProtocolVersion version) { version_ = version; }

private:
    std::optional<Protection> protection_;
    ProtocolVersion version_ = ProtocolVersion::tls12;
    std::uint64_t sequence_number_ = 0; // while nothing is encrypted
};

} // namespace vitrine::tls
