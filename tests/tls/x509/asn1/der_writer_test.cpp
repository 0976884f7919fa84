// What is written is DER: the reader takes it, and the bytes are those of X.690's own examples and of openssl's.
#include "tls/x509/asn1/der_writer.h"

#include <gtest/gtest.h>

namespace vitrine::x509 {
namespace {

std::chrono::sys_seconds at(int year, unsigned month, unsigned day) {
    return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

TEST(DerWriter, lengths_are_minimal) {
    EXPECT_EQ(to_hex(der::octet_string(Bytes(0x7f))).substr(0, 4), "047f");
    EXPECT_EQ(to_hex(der::octet_string(Bytes(0x80))).substr(0, 6), "048180");
    EXPECT_EQ(to_hex(der::octet_string(Bytes(0x100))).substr(0, 8), "04820100");
    EXPECT_EQ(to_hex(der::octet_string(Bytes(0x10000))).substr(0, 10), "0483010000");
    for (const std::size_t size : {0U, 127U, 128U, 255U, 256U, 65535U, 65536U}) {
        const Bytes value = der::octet_string(Bytes(size));
        EXPECT_EQ(value.size(), der::value_size(size));
        DerReader reader{"it", value};
        EXPECT_EQ(reader.primitive("", Tag::octet_string).size(), size);
        reader.finish();
    }
}

TEST(DerWriter, integers_are_minimal_and_positive) {
    EXPECT_EQ(to_hex(der::small_integer(0)), "020100");
    EXPECT_EQ(to_hex(der::small_integer(127)), "02017f");
    EXPECT_EQ(to_hex(der::small_integer(128)), "02020080");
    EXPECT_EQ(to_hex(der::small_integer(65537)), "0203010001");
    EXPECT_EQ(to_hex(der::unsigned_integer(Bytes{0x00, 0x00, 0x80})), "02020080");
    EXPECT_EQ(to_hex(der::unsigned_integer(Bytes{0x00})), "020100");
    EXPECT_EQ(to_hex(der::integer(Bytes{0xff})), "0201ff");
}

TEST(DerWriter, named_bits_end_with_the_last_that_is_set) {
    EXPECT_EQ(to_hex(der::named_bits(0b1)), "03020780");             // digitalSignature, as openssl writes it
    EXPECT_EQ(to_hex(der::named_bits(0b110'0000)), "03020106");      // keyCertSign, cRLSign
    EXPECT_EQ(to_hex(der::named_bits(0b1'0000'0000)), "0303070080"); // decipherOnly
    EXPECT_EQ(to_hex(der::named_bits(0)), "030100");
}

TEST(DerWriter, object_identifiers_are_read_again_as_they_were) {
    EXPECT_EQ(to_hex(der::object_identifier("1.2.840.113549.1.1.11")), "06092a864886f70d01010b");
    EXPECT_EQ(to_hex(der::object_identifier("2.999.3")), "0603883703"); // X.690 §8.19.5
    for (const char* oid : {"2.5.29.17", "0.9.2342.19200300.100.1.25", "1.3.101.112", "2.16.840.1.101.3.4.2.1"}) {
        const Bytes written = der::object_identifier(oid);
        EXPECT_EQ(DerReader("it", written).object_identifier(""), oid);
    }
    EXPECT_THROW(der::object_identifier("1.2.x"), std::logic_error);
    EXPECT_THROW(der::object_identifier("1"), std::logic_error);
}

TEST(DerWriter, times_are_utc_times_up_to_2049) { // RFC 5280 §4.1.2.5
    EXPECT_EQ(as_text(der::time(at(2049, 12, 31))).substr(2), "491231000000Z");
    EXPECT_EQ(as_text(der::time(at(1950, 1, 1))).substr(2), "500101000000Z");
    EXPECT_EQ(as_text(der::time(at(2050, 1, 1))).substr(2), "20500101000000Z");
    EXPECT_EQ(as_text(der::time(at(1949, 12, 31) + std::chrono::seconds{86399})).substr(2), "19491231235959Z");
    EXPECT_EQ(der::time(at(2049, 12, 31))[0], 0x17);
    EXPECT_EQ(der::time(at(2050, 1, 1))[0], 0x18);
}

TEST(DerWriter, values_hold_others_whole) {
    const Bytes inner = der::sequence({der::boolean(true), der::null()});
    EXPECT_EQ(to_hex(inner), "30050101ff0500");
    EXPECT_EQ(to_hex(der::constructed(3, inner)), "a30730050101ff0500");
    EXPECT_EQ(to_hex(der::implicit(2, as_bytes("a"))), "820161");
    EXPECT_EQ(to_hex(der::set({der::utf8_string("a")})), "31030c0161");
    EXPECT_EQ(to_hex(der::bit_string(Bytes{0xa5})), "030200a5");
}

} // namespace
} // namespace vitrine::x509
