// Tests of crypto/bytes.h.
#include "crypto/bytes.h"

#include <gtest/gtest.h>

namespace vitrine {
namespace {

TEST(Hex, every_byte_survives_being_written_and_read) {
    Bytes all;
    for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<std::uint8_t>(byte));
    EXPECT_EQ(from_hex(to_hex(all)), all);
    EXPECT_EQ(to_hex(all).substr(0x9f * 2, 4), "9fa0");
}

TEST(Hex, upper_case_white_space_and_colons_between_bytes_are_read) {
    EXPECT_EQ(from_hex(" 0A:1b\n2C\t3d\r"), (Bytes{0x0a, 0x1b, 0x2c, 0x3d}));
    EXPECT_EQ(from_hex(""), Bytes{});
}

TEST(Hex, half_a_byte_is_refused) {
    EXPECT_FALSE(from_hex("0a1"));
    EXPECT_FALSE(from_hex("0 a"));
    EXPECT_FALSE(from_hex("0:a1"));
}

TEST(Hex, any_other_character_is_refused) {
    for (const char* text : {"0g", "g0", "0x00", "00-00", "/0", "@0", "`0", "00,00"})
        EXPECT_FALSE(from_hex(text)) << text;
    EXPECT_FALSE(from_hex(std::string_view("\0\0", 2)));
}

TEST(Bytes, text_and_bytes_are_the_same_octets) {
    const std::string_view text{"a\0\xff", 3};
    EXPECT_EQ(to_bytes(as_bytes(text)), (Bytes{0x61, 0x00, 0xff}));
    EXPECT_EQ(as_text(as_bytes(text)), text);
    Bytes bytes{1};
    append(bytes, as_bytes("b"));
    append(bytes, {});
    EXPECT_EQ(bytes, (Bytes{1, 'b'}));
}

} // namespace
} // namespace vitrine
