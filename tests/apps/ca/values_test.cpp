// The values of the flags of vitrine ca: what is taken, what it comes to, and what is refused.
#include "apps/ca/values.h"

#include "apps/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps::ca {
namespace {

TEST(KeyKindIn, each_kind_is_told_as_it_was_asked_for) {
    for (const char* kind : {"rsa:2048", "rsa:3072", "rsa:4096", "rsa:8192", "ec:P-256", "ec:P-384"})
        EXPECT_EQ(text_of(key_kind_in(kind)), kind);
    EXPECT_EQ(text_of(key_kind_in("rsa")), "rsa:2048");
    EXPECT_EQ(text_of(key_kind_in("ec")), "ec:P-256");
    for (const char* kind : {"rsa:1024", "rsa:16384", "rsa:", "ec:P-521", "ed25519", ""})
        EXPECT_THROW(key_kind_in(kind), UsageError) << kind;
}

TEST(SubjectIn, takes_what_openssl_takes) {
    const auto subject = subject_in("/C=DE/O=A\\/B/CN=a=b");
    ASSERT_EQ(subject.size(), 3U);
    EXPECT_EQ(subject[1].value, "A/B");
    EXPECT_EQ(subject[2].value, "a=b");
    EXPECT_EQ(text_of(subject), "/C=DE/O=A\\/B/CN=a=b");
    EXPECT_EQ(text_of(subject_in("/")), "/");
    for (const char* wrong : {"CN=a", "/CN", "/CN=", "/XY=a", ""}) EXPECT_THROW(subject_in(wrong), UsageError) << wrong;
}

TEST(SubjectIn, refuses_what_the_bounds_of_rfc_5280_do_not_allow) {
    const std::string umlauts = [] {
        std::string text;
        for (int i = 0; i < 64; ++i) text += "\xc3\xbc";
        return text;
    }();
    EXPECT_EQ(subject_in("/CN=" + umlauts)[0].value, umlauts) << "64 characters, not bytes";
    EXPECT_EQ(subject_in("/L=" + std::string(128, 'a')).size(), 1U);
    for (const std::string& wrong :
         {"/CN=" + umlauts + "a", "/2.5.4.3=" + std::string(65, 'a'), "/O=" + std::string(65, 'a'),
          "/L=" + std::string(129, 'a'), std::string{"/C=DEU"}, std::string{"/C=D"}, std::string{"/C=4D"},
          std::string{"/serialNumber=a_b"}, std::string{"/emailAddress=\xc3\xbc@b"}})
        EXPECT_THROW(subject_in(wrong), UsageError) << wrong;
}

TEST(SubjectIn, refuses_what_is_no_utf_8) {
    for (const char* right : {"\xc3\xbc", "\xe2\x82\xac", "\xed\x9f\xbf", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf"})
        EXPECT_EQ(subject_in(std::string{"/O="} + right).size(), 1U) << right;
    for (const char* wrong : {"\xff", "\x80", "\xc3", "\xc3(", "\xc0\xaf", "\xe0\x80\xaf", "\xe2\x82", "\xed\xa0\x80",
                              "\xf0\x80\x80\xaf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80"})
        EXPECT_THROW(subject_in(std::string{"/O="} + wrong), UsageError) << to_hex(as_bytes(std::string_view{wrong}));
}

TEST(AltNamesIn, tells_addresses_from_names) {
    EXPECT_EQ(text_of(alt_names_in("localhost,127.0.0.1,::1,DNS:*.example,email:a@b.example,URI:https://c")),
              "DNS:localhost,IP:127.0.0.1,IP:::1,DNS:*.example,email:a@b.example,URI:https://c");
    EXPECT_EQ(to_hex(alt_names_in("IP:127.0.0.1")[0].general_name), "87047f000001");
    EXPECT_EQ(to_hex(alt_names_in("DNS:a")[0].general_name), "820161");
}

TEST(AltNamesIn, refuses_what_no_verifier_takes) {
    for (const char* wrong : {"DNS:",        "IP:localhost", "a b",       "DNS:m\xc3\xbcller.example",
                              "DNS:a/b",     "*.*.x",        "a..b",      "-a-",
                              "a.",          ".a",           "*",         "f*.example",
                              "a.*.example", "*.",           "email:foo", "email:@b",
                              "email:a@",    "email:a@b@c",  "URI:foo",   "URI:https:",
                              "URI://a",     "URI:1a:b",     "URI:a:b c"})
        EXPECT_THROW(alt_names_in(wrong), UsageError) << wrong;
    EXPECT_THROW(alt_names_in(std::string(64, 'a')), UsageError);
    EXPECT_EQ(alt_names_in("_dns.a-b.example," + std::string(63, 'a')).size(), 2U);
}

TEST(TimeIn, takes_a_day_or_a_second) {
    using namespace std::chrono;
    EXPECT_EQ(time_in("2026-01-31"), sys_days{2026y / 1 / 31});
    EXPECT_EQ(time_in("20260131120003Z"), sys_days{2026y / 1 / 31} + hours{12} + seconds{3});
    for (const char* wrong :
         {"2026-02-30", "2026-1-31", "20260131120003", "20260131240000Z", "20260131126000Z", "now", ""})
        EXPECT_THROW(time_in(wrong), UsageError) << wrong;
}

} // namespace
} // namespace vitrine::apps::ca
