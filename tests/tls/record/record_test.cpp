// The record's header (RFC 5246 §6.2.1).
#include "tls/record/record.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

TEST(RecordHeader, of_an_alert_reads_as_the_rfc_lays_it_out) {
    const Bytes bytes = from_hex("15 0303 0002").value();
    const RecordHeader header = read_header(bytes);
    EXPECT_EQ(header.type, ContentType::alert);
    EXPECT_EQ(header.version, ProtocolVersion::tls12);
    EXPECT_EQ(header.length, 2);
}

TEST(RecordHeader, keeps_values_it_does_not_know) {
    const Bytes bytes = from_hex("ff fefd ffff").value();
    const RecordHeader header = read_header(bytes);
    EXPECT_EQ(static_cast<int>(header.type), 0xff);
    EXPECT_EQ(static_cast<int>(header.version), 0xfefd);
    EXPECT_EQ(header.length, 0xffff);
}

TEST(RecordHeader, is_written_as_it_was_read_whatever_its_bytes) {
    for (unsigned value = 0; value <= 0xffff; ++value) {
        const auto high = static_cast<std::uint8_t>(value >> 8);
        const auto low = static_cast<std::uint8_t>(value);
        const std::array<std::uint8_t, record_header_size> bytes{low, high, low, low, high};
        std::array<std::uint8_t, record_header_size> written{};
        write_header(read_header(bytes), written);
        ASSERT_EQ(written, bytes);
    }
}

} // namespace
} // namespace vitrine::tls
