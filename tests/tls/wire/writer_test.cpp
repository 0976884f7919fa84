// Fields to bytes: a value that the wire cannot carry is never cut off in silence.
#include "tests/tls/wire/shapes.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

TEST(Writer, a_vector_outside_its_bounds_is_a_length_error) {
    Shape shape = example();
    shape.label = Bytes(5, 'x');
    EXPECT_THROW(encode(shape), std::length_error);
    shape.label.clear();
    EXPECT_THROW(encode(shape), std::length_error);
}

TEST(Writer, a_vector_that_its_length_prefix_cannot_tell_is_a_length_error) {
    Bytes bytes(256);
    Writer writer;
    EXPECT_THROW(writer.opaque("wide", bytes, Length::u8, {0, 1000}), std::length_error);
    Writer fits;
    bytes.pop_back();
    EXPECT_NO_THROW(fits.opaque("wide", bytes, Length::u8, {0, 1000}));
}

TEST(Writer, nested_lengths_count_what_they_enclose) {
    std::uint16_t number = 0x0102;
    Writer writer;
    writer.open("outer", Length::u16, {0, 100});
    writer.open("inner", Length::u24, {0, 100});
    writer.number("number", number);
    writer.close();
    writer.close();
    EXPECT_EQ(to_hex(writer.take()), "00050000020102");
}

TEST(Writer, what_was_opened_and_not_closed_is_not_given_out) {
    Writer writer;
    writer.open("outer", Length::u8, {0, 255});
    EXPECT_THROW(writer.take(), std::logic_error);
}

} // namespace vitrine::tls
