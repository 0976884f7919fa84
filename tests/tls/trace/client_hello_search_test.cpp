// The first ClientHello in a stream is found wherever it stands, and nothing else is taken for one.
#include "tls/trace/client_hello_search.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

namespace {

Bytes stream(std::string_view before, std::string_view hex) {
    Bytes all = to_bytes(as_bytes(before));
    append(all, from_hex(hex).value());
    return all;
}

constexpr std::string_view hello = "16 0301 0080 01 00007c 0303";

} // namespace

TEST(ClientHelloSearch, a_client_hello_is_found_at_the_beginning_and_behind_plaintext) {
    EXPECT_EQ(find_client_hello(stream("", hello)), 0U);
    EXPECT_EQ(find_client_hello(stream("EHLO me\r\nSTARTTLS\r\n", hello)), 19U);
}

TEST(ClientHelloSearch, what_only_resembles_one_is_none) {
    EXPECT_FALSE(find_client_hello({}));
    EXPECT_FALSE(find_client_hello(stream("", "16 0301 0080 01 00007c 03"))); // cut
    EXPECT_FALSE(find_client_hello(stream("", "17 0301 0080 01 00007c 0303")));
    EXPECT_FALSE(find_client_hello(stream("", "16 0201 0080 01 00007c 0303")));
    EXPECT_FALSE(find_client_hello(stream("", "16 0301 4001 01 00007c 0303"))); // more than a record holds
    EXPECT_FALSE(find_client_hello(stream("", "16 0301 0005 01 00007c 0303")));
    EXPECT_FALSE(find_client_hello(stream("", "16 0303 0080 02 00007c 0303"))); // a ServerHello
    EXPECT_FALSE(find_client_hello(stream("", "16 0301 0080 01 01007c 0303")));
    EXPECT_FALSE(find_client_hello(stream("", "16 0301 0080 01 00007c 0203")));
}

} // namespace vitrine::tls
