// RFC 9110 §14, on a file of ten bytes.
#include "apps/files/byte_range.h"

#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

struct Row {
    const char* field;
    RangeIs is;
    std::uint64_t begin, size;
};

TEST(ByteRange, is_read_as_rfc_9110_has_it) {
    constexpr RangeIs good = RangeIs::satisfiable, none = RangeIs::left_out, behind = RangeIs::unsatisfiable;
    for (const Row& row : {
             Row{"bytes=0-0", good, 0, 1},
             Row{"bytes=0-9", good, 0, 10},
             Row{"bytes=3-", good, 3, 7},
             Row{"bytes=9-100", good, 9, 1},
             Row{"bytes=-1", good, 9, 1},
             Row{"bytes=-100", good, 0, 10},
             Row{"bytes=2-99999999999999999999999", good, 2, 8}, // more than 64 bits
             Row{"bytes=10-", behind, 0, 0},
             Row{"bytes=10-11", behind, 0, 0},
             Row{"bytes=-0", behind, 0, 0},
             Row{"bytes=99999999999999999999999-", behind, 0, 0},
             Row{"", none, 0, 0},
             Row{"bytes=", none, 0, 0},
             Row{"bytes=-", none, 0, 0},
             Row{"bytes=5-4", none, 0, 0},
             Row{"bytes=0-1,3-4", none, 0, 0},
             Row{"lines=0-1", none, 0, 0},
             Row{"bytes=a-b", none, 0, 0},
             Row{"bytes=+1-2", none, 0, 0},
             Row{"bytes= 1-2", none, 0, 0},
             Row{"bytes=1-2-3", none, 0, 0},
         }) {
        ByteRange range;
        EXPECT_EQ(parse_range(row.field, 10, range), row.is) << row.field;
        EXPECT_EQ(range.begin, row.begin) << row.field;
        EXPECT_EQ(range.size, row.size) << row.field;
    }
}

TEST(ByteRange, of_an_empty_file_cannot_be_had) {
    ByteRange range;
    for (const char* field : {"bytes=0-", "bytes=-1"})
        EXPECT_EQ(parse_range(field, 0, range), RangeIs::unsatisfiable) << field;
}

} // namespace
} // namespace vitrine::apps
