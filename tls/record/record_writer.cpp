// From plaintext to records, sealed where the plaintext lies (RFC 5246 §6.2).
#include "tls/record/record_writer.h"

#include <stdexcept>

namespace vitrine::tls {

void RecordWriter::protect(const DirectionKeys& keys, std::uint64_t record_limit) {
    protection_.emplace(keys, record_limit); // numbering begins anew with the keys: RFC 5246 §6.1
}

Frame RecordWriter::frame(ContentType type, MutableView record) const {
    if (record.size() < prefix() + suffix()) throw std::logic_error{"no room for the record's frame"};
    const std::size_t plaintext_size = record.size() - prefix() - suffix();
    if (plaintext_size > max_plaintext) throw std::logic_error{"more plaintext than a record holds"};

    const View header = record.first(record_header_size);
    if (protection_) {
        const Aad aad = frame_record(*protection_, type, record);
        return {protection_->sequence_number(), header,
                record.subspan(record_header_size, protection_->explicit_nonce_size()), aad, true};
    }
    write_header({.type = type, .version = version_, .length = static_cast<std::uint16_t>(plaintext_size)},
                 record.first<record_header_size>());
    return {sequence_number_, header, {}, {}, false};
}

void RecordWriter::seal(ContentType type, MutableView record) {
    if (protection_) return seal_record(*protection_, type, record);
    frame(type, record); // in the clear there is nothing more to it
    ++sequence_number_;
}

} // namespace vitrine::tls
