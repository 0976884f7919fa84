// From the peer's bytes to opened records, in the buffer that the bytes were read into.
#pragma once

#include "tls/record/protection.h"

namespace vitrine::tls {

// One record, opened. All views lie in the input.
struct OpenedRecord {
    ContentType type{};
    std::uint64_t sequence_number = 0;
    std::size_t size = 0; // bytes of the input that the record took, header included
    View header;
    View explicit_nonce; // empty while nothing is encrypted, and where the AEAD has none
    bool encrypted = false;
    MutableView plaintext;

    // What was authenticated besides, if it is encrypted: for whoever watches.
    Aad aad() const { return make_aad(sequence_number, type, plaintext.size()); }
};

class RecordReader {
public:
    // From the next record on, everything must be sealed with `keys`.
    void protect(const DirectionKeys& keys, std::uint64_t record_limit = UINT64_MAX);

    // Opens the record that `input` begins with, where it lies. Nothing if it is not all there yet.
    // Refuses: an unknown content type, a version that is not 3.x (3.3 once `version_is_agreed`), a length over the
    // limit (record_overflow, told from the header alone), a tag that does not fit (bad_record_mac), too long a
    // plaintext, and a peer that goes on under a key that is used up.
    std::optional<OpenedRecord> next(MutableView input);

    // After ServerHello only version 3.3 is right; before, any 3.x is taken (RFC 5246 §E.1).
    void agree_on_version() { version_is_agreed_ = true; }
    // The most plaintext that a record may hold from now on, in bytes, if less than max_plaintext was agreed on.
    void limit_plaintext(std::size_t size) { plaintext_limit_ = size; }
    // How many bytes the record that `input` begins with will take; record_header_size if that is not known yet.
    static std::size_t size_of_next(View input);
    bool encrypted() const { return protection_.has_value(); }
    std::uint64_t records() const { return records_; } // read in all, whatever the keys

private:
    void check_header(View start) const;
    OpenedRecord take(MutableView record); // in the clear
    OpenedRecord open(MutableView record);

    std::optional<Protection> protection_;
    bool version_is_agreed_ = false;
    std::size_t plaintext_limit_ = max_plaintext;
    std::uint64_t sequence_number_ = 0; // while nothing is encrypted
    std::uint64_t records_ = 0;
};

} // namespace vitrine::tls
