// From plaintext to records, sealed where the plaintext lies (RFC 5246 §6.2).
#include "tls/record/record_writer.h"

#include <stdexcept>

namespace vitrine::tls {

void RecordWriter::protect(const DirectionKeys& keys, std::uint64_t record_limit) {
    protection_.emplace(keys, record_limit); // numbering begins anew with the keys: RFC 5246 §6.1
}

SealedRecord RecordWriter::seal(ContentType type, MutableView record) {
    if (record.size() < prefix() + suffix()) throw std::logic_error{"no room for the record's frame"};
    const std::size_t plaintext_size = record.size() - prefix() - suffix();
    if (plaintext_size > max_plaintext) throw std::logic_error{"more plaintext than a record holds"};

    SealedRecord sealed;
    sealed.header = record.first(record_header_size);
    sealed.encrypted = encrypted();
    if (!protection_) {
        sealed.sequence_number = sequence_number_++;
        write_header({.type = type, .version = version_, .length = static_cast<std::uint16_t>(plaintext_size)},
                     record.first<record_header_size>());
        return sealed;
    }
    sealed.sequence_number = protection_->sequence_number();
    sealed.explicit_nonce = record.subspan(record_header_size, explicit_nonce_size);
    sealed.aad = make_aad(sealed.sequence_number, type, plaintext_size);
    seal_record(*protection_, type, record);
    return sealed;
}

} // namespace vitrine::tls
