// The record as a frame: header, content types, limits (RFC 5246 §6.2).
#pragma once

#include "crypto/bytes.h"
#include "tls/base/names.h"

namespace vitrine::tls {

constexpr std::size_t record_header_size = 5;            // bytes: type, version, length
constexpr std::size_t max_plaintext = 1 << 14;           // bytes; RFC 5246 §6.2.1
constexpr std::size_t max_ciphertext = (1 << 14) + 2048; // bytes; RFC 5246 §6.2.3
constexpr std::size_t max_record = record_header_size + max_ciphertext;

struct RecordHeader {
    ContentType type{};
    ProtocolVersion version{};
    std::uint16_t length = 0; // bytes that follow
};

// `bytes` holds at least record_header_size bytes.
RecordHeader read_header(View bytes);
void write_header(const RecordHeader& header, std::span<std::uint8_t, record_header_size> out);

} // namespace vitrine::tls
