// The reader of DER: each value has one encoding, and all others are refused (X.690 §8, §10, §11).
#include "tls/x509/asn1/der.h"

#include "tests/tls/x509/asn1/der_pieces.h"
#include "tls/x509/asn1/oid.h"

#include <gmock/gmock.h>

namespace vitrine::x509 {
namespace {

using fixtures::hex;
using fixtures::value;
using testing::HasSubstr;

template <class Read> std::string complaint(std::string_view der_hex, Read read) {
    const Bytes der = hex(der_hex);
    DerReader reader{"value", der};
    try {
        read(reader);
        reader.finish();
        return {};
    } catch (const ParseError& error) {
        return error.what();
    }
}

const auto any = [](DerReader& reader) { reader.any("field"); };
const auto integer = [](DerReader& reader) { reader.integer("field"); };
const auto boolean = [](DerReader& reader) { reader.boolean("field"); };
const auto identifier = [](DerReader& reader) { reader.object_identifier("field"); };

TEST(DerReader, lengths_are_definite_and_minimal) { // X.690 §10.1
    EXPECT_EQ(complaint("0400", any), "");
    EXPECT_EQ(complaint("048180" + std::string(256, '0'), any), "");
    EXPECT_EQ(complaint("04820100" + std::string(512, '0'), any), "");
    EXPECT_THAT(complaint("04800000", any), HasSubstr("indefinite"));
    EXPECT_THAT(complaint("04810100", any), HasSubstr("more bytes than it needs"));
    EXPECT_THAT(complaint("0482007f" + std::string(254, '0'), any), HasSubstr("more bytes than it needs"));
    EXPECT_THAT(complaint("04820080" + std::string(256, '0'), any), HasSubstr("more bytes than it needs"));
    EXPECT_THAT(complaint("0485000000000100", any), HasSubstr("more than four"));
    EXPECT_THAT(complaint("04ff", any), HasSubstr("more than four"));
}

TEST(DerReader, nothing_is_read_beyond_the_end) {
    EXPECT_THAT(complaint("", any), HasSubstr("missing"));
    EXPECT_THAT(complaint("04", any), HasSubstr("before the length"));
    EXPECT_THAT(complaint("0482", any), HasSubstr("inside the length"));
    EXPECT_THAT(complaint("048201", any), HasSubstr("inside the length"));
    EXPECT_THAT(complaint("0401", any), HasSubstr("1 bytes, where 0 are left"));
    EXPECT_THAT(complaint("0484ffffffff", any), HasSubstr("4294967295 bytes, where 0"));
}

TEST(DerReader, an_inner_value_ends_with_the_outer_one) {
    EXPECT_THAT(complaint("300304020000",
                          [](DerReader& reader) {
                              reader.open("outer", Tag::sequence);
                              reader.any("inner");
                          }),
                HasSubstr("value.outer.inner at byte 2: OCTET STRING of 2 bytes, where 1 are left"));
}

TEST(DerReader, bytes_left_over_are_refused) {
    EXPECT_THAT(complaint("040000", any), HasSubstr("at byte 2: 1 bytes left over"));
    EXPECT_THAT(complaint("300404000400",
                          [](DerReader& reader) {
                              reader.open("outer", Tag::sequence);
                              reader.any("inner");
                              reader.close();
                          }),
                HasSubstr("value.outer at byte 4: 2 bytes left over"));
}

TEST(DerReader, tags_are_of_one_byte_and_as_expected) {
    EXPECT_THAT(complaint("1f8100", any), HasSubstr("tag number above 30"));
    EXPECT_THAT(complaint("0401ff", boolean), HasSubstr("OCTET STRING where BOOLEAN is expected"));
}

TEST(DerReader, integers_are_minimal) { // X.690 §8.3.2
    for (const char* good : {"020100", "02017f", "02020080", "020180", "0202ff7f"})
        EXPECT_EQ(complaint(good, integer), "");
    for (const char* bad : {"0200", "02020000", "0202007f", "0202ff80", "0202ffff"})
        EXPECT_NE(complaint(bad, integer), "");
}

TEST(DerReader, numbers_stay_below_their_limit) {
    const auto number = [](DerReader& reader) { reader.small_number("field", 300); };
    EXPECT_EQ(complaint("0202012c", number), "");
    EXPECT_THAT(complaint("0202012d", number), HasSubstr("above 300"));
    EXPECT_THAT(complaint("0209010000000000000000", number), HasSubstr("above 300"));
    EXPECT_THAT(complaint("020a01000000000000000001", number), HasSubstr("above 300"));
    EXPECT_THAT(complaint("0201ff", number), HasSubstr("negative"));
}

TEST(DerReader, booleans_are_00_or_ff) { // X.690 §11.1
    EXPECT_EQ(complaint("0101ff", boolean), "");
    EXPECT_EQ(complaint("010100", boolean), "");
    for (const char* bad : {"010101", "0100", "0102ffff"}) EXPECT_NE(complaint(bad, boolean), "") << bad;
}

TEST(DerReader, bit_strings_have_no_bits_in_their_padding) { // X.690 §11.2
    const auto bits = [](DerReader& reader) { reader.bits("field"); };
    const auto named = [](DerReader& reader) { reader.named_bits("field"); };
    EXPECT_EQ(complaint("03020055", bits), "");
    for (const char* bad : {"0300", "03020155", "030108"}) EXPECT_NE(complaint(bad, bits), "") << bad;
    const auto wrapped = [](DerReader& reader) {
        reader.open("field", Tag::bit_string);
        reader.null("inner");
        reader.close();
    };
    EXPECT_EQ(complaint("0303000500", wrapped), "");
    for (const char* bad : {"0300", "0303010500", "03020500"}) EXPECT_NE(complaint(bad, wrapped), "") << bad;
    EXPECT_EQ(complaint("0303078080", named), "");
    for (const char* bad : {"0300", "030100", "03020880", "030207ff", "0304000000ff"})
        EXPECT_NE(complaint(bad, named), "") << bad;
    const auto implicit = [](DerReader& reader) { reader.any_bits("field", Tag{0x82}); };
    for (const char* good : {"820100", "820407ffaa80", "820200ff"}) EXPECT_EQ(complaint(good, implicit), "") << good;
    for (const char* bad : {"8200", "820101", "8202ff00", "82020880", "82020155", "03020055"})
        EXPECT_NE(complaint(bad, implicit), "") << bad;
}

TEST(DerReader, named_bits_keep_their_numbers) {
    const Bytes der = hex("0303078180");
    EXPECT_EQ(DerReader("value", der).named_bits("field"), 1U << 0 | 1U << 7 | 1U << 8);
}

TEST(DerReader, seventeen_values_within_each_other_are_refused) {
    const auto nested = [](std::size_t count) {
        Bytes der = hex("0500");
        for (std::size_t i = 0; i < count; ++i) der = value(0x30, der);
        return complaint(to_hex(der), [count](DerReader& reader) {
            for (std::size_t i = 0; i < count; ++i) reader.open("", Tag::sequence);
            reader.null("");
            for (std::size_t i = 0; i < count; ++i) reader.close();
        });
    };
    EXPECT_EQ(nested(16), "");
    EXPECT_THAT(nested(17), HasSubstr("nested deeper than 16"));
}

TEST(ObjectIdentifier, arcs_are_minimal_and_complete) { // X.690 §8.19.2
    EXPECT_EQ(complaint("06032a8648", identifier).empty(), true);
    for (const char* bad : {"0600", "0601 80", "0602 2a80", "0603 2a8001", "0602 8001"})
        EXPECT_THAT(complaint(bad, identifier), HasSubstr("malformed OBJECT IDENTIFIER")) << bad;
}

TEST(ObjectIdentifier, the_text_is_dotted_and_no_two_share_it) {
    EXPECT_EQ(dotted(hex("551d11")), "2.5.29.17");
    EXPECT_EQ(dotted(hex("2a864886f70d01010b")), oid::sha256_with_rsa);
    EXPECT_EQ(dotted(hex("00")), "0.0");
    EXPECT_EQ(dotted(hex("27")), "0.39");
    EXPECT_EQ(dotted(hex("28")), "1.0");
    EXPECT_EQ(dotted(hex("8837")), "2.999"); // X.690 §8.19.5, example of ITU-T X.660
    EXPECT_EQ(dotted(hex("2affffffffffffffff7f")), "1.2.9223372036854775807");
    EXPECT_EQ(dotted(hex("2a81808080808080808000")), "1.2.0x81808080808080808000");
    EXPECT_EQ(name_of_oid("2.5.29.17"), "subjectAltName");
    EXPECT_EQ(name_of_oid("1.2.3"), "1.2.3");
}

} // namespace
} // namespace vitrine::x509
