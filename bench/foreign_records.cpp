// What is around the AEAD in a record, for stacks whose own record layer cannot be had without a connection.
#include "bench/foreign_records.h"

namespace vitrine::bench {

void ForeignRecords::frame(MutableView record, std::uint64_t sequence_number) const {
    tls::write_header({.type = tls::ContentType::application_data,
                       .version = tls::ProtocolVersion::tls12,
                       .length = static_cast<std::uint16_t>(record.size() - tls::record_header_size)},
                      record.first<tls::record_header_size>());
    for (std::size_t i = 0; i < explicit_nonce_size_; ++i)
        record[tls::record_header_size + i] = static_cast<std::uint8_t>(sequence_number >> (56 - 8 * i));
}

} // namespace vitrine::bench
