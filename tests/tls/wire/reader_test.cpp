// Bytes to fields: what a Reader refuses, with which words, and what it tells.
#include "tests/tls/wire/shapes.h"
#include "tls/base/error.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

namespace {

// The sentence with which a Shape of these bytes is refused; empty if it is not.
std::string refusal(std::string_view hex) {
    try {
        decode<Shape>("Shape", *from_hex(hex));
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.alert, AlertDescription::decode_error);
        EXPECT_FALSE(failure.rfc.empty());
        return failure.sentence;
    }
    return "";
}

class Told final : public FieldSink {
public:
    void field(const Field& field) override {
        lines.push_back(std::to_string(field.depth) + " " + std::to_string(field.offset) + " " +
                        std::string{field.path} + " " + std::string{field.name} + " " + to_hex(field.bytes) + " " +
                        std::string{field.meaning});
    }
    std::vector<std::string> lines;
};

struct Nothing {};
void describe(Wire& /*wire*/, Nothing& /*nothing*/) {}
struct Nothings {
    std::vector<Nothing> list;
};
void describe(Wire& wire, Nothings& nothings) { wire.list("list", nothings.list, Length::u8, {0, 255}); }

} // namespace

TEST(Reader, says_which_field_the_message_ends_in) {
    EXPECT_EQ(refusal("010203"), "Shape.id at byte 0: message ends inside this field");
    EXPECT_EQ(refusal("01020304 aa"), "Shape.tag at byte 4: message ends inside this field");
    EXPECT_EQ(refusal("01020304 aabb"), "Shape.label at byte 6: message ends inside this field");
}

TEST(Reader, a_length_beyond_what_encloses_it_is_refused_where_it_stands) {
    EXPECT_EQ(refusal("01020304 aabb 03 6869"), "Shape.label at byte 6: length 3 runs past the end, 2 bytes are left");
    EXPECT_EQ(refusal("01020304 aabb 02 6869 ffff 010002"),
              "Shape.corners at byte 9: length 65535 runs past the end, 3 bytes are left");
    EXPECT_EQ(refusal("01020304 aabb 02 6869 0003 010002 ffffff 77"),
              "Shape.note at byte 14: length 16777215 runs past the end, 1 bytes are left");
}

TEST(Reader, a_length_outside_the_bounds_of_the_rfc_is_refused_with_these_bounds) {
    EXPECT_EQ(refusal("01020304 aabb 00 0000"), "Shape.label at byte 6: length 0 is outside <1..4>");
    EXPECT_EQ(refusal("01020304 aabb 05 6869686968 0000"), "Shape.label at byte 6: length 5 is outside <1..4>");
}

TEST(Reader, an_element_never_reads_beyond_its_list) {
    EXPECT_EQ(refusal("01020304 aabb 02 6869 0005 010002 0304 05"),
              "Shape.corners[1].y at byte 15: vector ends inside this field");
}

TEST(Reader, bytes_left_over_are_counted_and_located) {
    EXPECT_EQ(refusal("01020304 aabb 02 6869 0003 010002 000001 77 8899"), "Shape at byte 18: 2 bytes are left over");
}

TEST(Reader, tells_of_every_field_in_order) {
    Told told;
    decode<Shape>("Shape", *from_hex(example_hex), &told);
    const std::vector<std::string> expected{
        "0 0 Shape.id id 01020304 16909060",
        "0 4 Shape.tag tag aabb ",
        "0 6 Shape.label label 02 length",
        "1 7 Shape.label label 6869 hi",
        "0 9 Shape.corners corners 0006 length",
        "1 11 Shape.corners[0].x x 01 1",
        "1 12 Shape.corners[0].y y 0002 2",
        "1 14 Shape.corners[1].x x 03 3",
        "1 15 Shape.corners[1].y y 0405 1029",
        "0 17 Shape.note note 000001 length",
        "1 20 Shape.note note 77 ",
    };
    EXPECT_EQ(told.lines, expected);
}

TEST(Reader, tells_of_the_fields_before_the_fault) {
    Told told;
    EXPECT_THROW(decode<Shape>("Shape", *from_hex("01020304 aabb ff"), &told), Failure);
    EXPECT_EQ(told.lines.size(), 2U);
}

TEST(Reader, an_element_that_takes_no_bytes_is_our_fault_and_no_endless_loop) {
    EXPECT_THROW(decode<Nothings>("Nothings", *from_hex("01ff")), std::logic_error);
    EXPECT_NO_THROW(decode<Nothings>("Nothings", *from_hex("00")));
}

} // namespace vitrine::tls
