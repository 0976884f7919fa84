// decode() and encode() as one thing: what the one takes, the other gives back.
#include "tests/tls/wire/shapes.h"
#include "tls/base/error.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

TEST(Codec, writes_the_bytes_that_rfc5246_section_4_prescribes) {
    EXPECT_EQ(to_hex(encode(example())), to_hex(*from_hex(example_hex)));
}

TEST(Codec, reads_back_what_was_written) { EXPECT_EQ(decode<Shape>("Shape", *from_hex(example_hex)), example()); }

TEST(Codec, absent_and_empty_stay_apart) {
    Shape absent = example();
    absent.note.reset();
    Shape empty = example();
    empty.note = Bytes{};
    EXPECT_EQ(encode(empty).size(), encode(absent).size() + 3);
    EXPECT_EQ(decode<Shape>("Shape", encode(absent)), absent);
    EXPECT_EQ(decode<Shape>("Shape", encode(empty)), empty);
}

TEST(Codec, every_strict_prefix_is_refused_or_is_a_whole_message_without_its_trailing_part) {
    const Bytes whole = *from_hex(example_hex);
    const std::size_t without_note = whole.size() - 4;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const View prefix = View{whole}.first(size);
        if (size == without_note)
            EXPECT_NO_THROW(decode<Shape>("Shape", prefix));
        else
            EXPECT_THROW(decode<Shape>("Shape", prefix), Failure) << size;
    }
}

TEST(Codec, a_byte_left_over_is_refused) {
    Bytes longer = *from_hex(example_hex);
    longer.push_back(0);
    EXPECT_THROW(decode<Shape>("Shape", longer), Failure);
}

} // namespace vitrine::tls
