// The record as a frame: type, version, length (RFC 5246 §6.2.1).
#include "tls/record/record.h"

namespace vitrine::tls {

namespace {

std::uint16_t read_uint16(View bytes) { return static_cast<std::uint16_t>(bytes[0] << 8 | bytes[1]); }

void write_uint16(std::uint16_t value, MutableView out) {
    out[0] = static_cast<std::uint8_t>(value >> 8);
    out[1] = static_cast<std::uint8_t>(value);
}

} // namespace

RecordHeader read_header(View bytes) {
    return {.type = ContentType{bytes[0]},
            .version = ProtocolVersion{read_uint16(bytes.subspan(1, 2))},
            .length = read_uint16(bytes.subspan(3, 2))};
}

void write_header(const RecordHeader& header, std::span<std::uint8_t, record_header_size> out) {
    out[0] = static_cast<std::uint8_t>(header.type);
    write_uint16(static_cast<std::uint16_t>(header.version), out.subspan<1, 2>());
    write_uint16(header.length, out.subspan<3, 2>());
}

} // namespace vitrine::tls
