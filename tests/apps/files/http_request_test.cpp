// What a head asks for, and what is no head.
#include "apps/files/http_request.h"

#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

TEST(HttpRequest, names_method_target_and_what_depends_on_them) {
    HttpRequest request;
    ASSERT_EQ(parse_request("GET /a%20b?c HTTP/1.1\r\nHost: x\r\nrange: bytes=1-2\r\nIf-Range: \"t\"\r\n"
                            "If-None-Match: \"u\"\r\nIF-MODIFIED-SINCE: then\r\n\r\n",
                            request),
              0U);
    EXPECT_EQ(request.method, HttpRequest::Method::get);
    EXPECT_EQ(request.target, "/a%20b?c");
    EXPECT_EQ(request.range, "bytes=1-2");
    EXPECT_EQ(request.if_range, "\"t\"");
    EXPECT_EQ(request.if_none_match, "\"u\"");
    EXPECT_EQ(request.if_modified_since, "then");
    EXPECT_TRUE(request.keep_alive);
    EXPECT_FALSE(request.has_body);
}

TEST(HttpRequest, keeps_the_connection_as_its_version_and_its_wish_have_it) {
    const auto keeps = [](const char* head) {
        HttpRequest request;
        EXPECT_EQ(parse_request(head, request), 0U) << head;
        return request.keep_alive;
    };
    EXPECT_TRUE(keeps("HEAD / HTTP/1.1\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
    EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(HttpRequest, with_a_body_is_the_last_since_the_body_is_not_read) {
    for (const char* head :
         {"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n", "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"}) {
        HttpRequest request;
        ASSERT_EQ(parse_request(head, request), 0U) << head;
        EXPECT_TRUE(request.has_body) << head;
        EXPECT_FALSE(request.keep_alive) << head;
    }
}

TEST(HttpRequest, that_is_none_is_refused) {
    HttpRequest request;
    for (const char* head :
         {"GET\r\n\r\n", "GET /\r\n\r\n", "\r\n\r\n", "GET / HTTP/1.1\nHost: x\n\n",
          "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\nbad name: x\r\n\r\n",
          "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
          "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "\x16\x03\x01\r\n\r\n"})
        EXPECT_EQ(parse_request(head, request), 400U) << head;
    for (const char* head : {"GET / HTTP/2.0\r\n\r\n", "GET / HTTP/0.9\r\n\r\n"})
        EXPECT_EQ(parse_request(head, request), 505U) << head;
}

TEST(EndOfHead, is_found_wherever_what_came_was_cut) {
    const std::string text = "GET / HTTP/1.1\r\n\r\nGET";
    for (std::size_t from = 0; from < 18; ++from) EXPECT_EQ(end_of_head(text, from), 18U) << from;
    EXPECT_EQ(end_of_head(text.substr(0, 17), 0), std::string::npos);
    EXPECT_EQ(end_of_head("GET /\n\n\r\n\r\n", 0), 7U);
}

} // namespace
} // namespace vitrine::apps
