// Words that a shell takes as they are meant; that the lines work is tried in tests/interop/test_ca.py.
#include "apps/ca/openssl_lines.h"

#include <gtest/gtest.h>

namespace vitrine::apps::ca {
namespace {

TEST(Quoted, a_word_with_anything_special_stands_in_quotes) {
    EXPECT_EQ(quoted("ca/ca.pem"), "ca/ca.pem");
    EXPECT_EQ(quoted("/CN=vitrine CA"), "'/CN=vitrine CA'");
    EXPECT_EQ(quoted("a'b"), "'a'\\''b'");
    EXPECT_EQ(quoted("$(x)"), "'$(x)'");
    EXPECT_EQ(quoted("*.example"), "'*.example'");
    EXPECT_EQ(quoted(""), "''");
}

} // namespace
} // namespace vitrine::apps::ca
