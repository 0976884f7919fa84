// "host:port" as people write it: what is taken, and what is refused with which words.
#include "net/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::net {
namespace {

struct Case {
    const char* text;
    const char* host;
    const char* port;
};

struct Refusal {
    const char* text;
    HostIs host_is;
    const char* why;
};

std::string refusal_of(const std::string& text, HostIs host_is) {
    try {
        parse_host_and_port(text, "443", host_is);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "accepted";
}

// clang-format off
constexpr Case to_connect_to[]{
    {"localhost:4433",        "localhost",       "4433"},
    {"localhost",             "localhost",       "443"},
    {"example.org:https",     "example.org",     "https"},
    {"127.0.0.1:1",           "127.0.0.1",       "1"},
    {"127.0.0.1:65535",       "127.0.0.1",       "65535"},
    {"4433",                  "4433",            "443"},      // a host may be called so
    {"[::1]:4433",            "::1",             "4433"},
    {"[::1]",                 "::1",             "443"},
    {"::1",                   "::1",             "443"},
    {"2001:db8::7:8443",      "2001:db8::7:8443", "443"},     // an address to its end: a port needs the brackets
    {"[fe80::1%eth0]:443",    "fe80::1%eth0",    "443"},
    {"[::ffff:192.0.2.1]:80", "::ffff:192.0.2.1", "80"},
    {"xn--bcher-kva.example:0443", "xn--bcher-kva.example", "0443"},
};
constexpr Case to_listen_on[]{
    {"4433",           "",          "4433"},
    {":4433",          "",          "4433"},
    {"*:4433",         "",          "4433"},
    {"0",              "",          "0"},
    {":0",             "",          "0"},
    {"127.0.0.1:0",    "127.0.0.1", "0"},
    {"localhost:4433", "localhost", "4433"},
    {"localhost",      "localhost", "443"},
    {"[::]:0",         "::",        "0"},
};
constexpr Refusal refusals[]{
    {"",                     HostIs::required, "it is empty"},
    {"",                     HostIs::optional, "it is empty"},
    {":4433",                HostIs::required, "the host is missing"},
    {"localhost:",           HostIs::required, "the port is missing"},
    {":",                    HostIs::optional, "the port is missing"},
    {"[::1]:",               HostIs::required, "the port is missing"},
    {"localhost:65536",      HostIs::required, "at most 65535"},
    {"localhost:99999999999999999999", HostIs::required, "at most 65535"},
    {"65536",                HostIs::optional, "at most 65535"},
    {"localhost:0",          HostIs::required, "port 0"},
    {"localhost:-1",         HostIs::required, "the port is not a number"},
    {"localhost:44_33",      HostIs::required, "the port is not a number"},
    {"localhost:+443",       HostIs::required, "the port is not a number"},
    {"localhost:44:33",      HostIs::required, "more than one ':'"},
    {"1:2:3:443",            HostIs::required, "more than one ':'"},
    {"[::1",                 HostIs::required, "the ']' is missing"},
    {"[]:443",               HostIs::required, "no IPv6 address between the brackets"},
    {"[localhost]:443",      HostIs::required, "no IPv6 address between the brackets"},
    {"[127.0.0.1]:443",      HostIs::required, "no IPv6 address between the brackets"},
    {"[::1]443",             HostIs::required, "only a ':' and a port may follow"},
    {"[::1]]:443",           HostIs::required, "only a ':' and a port may follow"},
    {"https://example.org/", HostIs::required, "without scheme or path"},
    {"example.org/x:443",    HostIs::required, "without scheme or path"},
    {" localhost:443",       HostIs::required, "no control character"},
    {"local host:443",       HostIs::required, "no control character"},
    {"localhost:443\n",      HostIs::required, "no control character"},
};
// clang-format on

TEST(ParseHostAndPort, takes_what_people_write_to_connect) {
    for (const Case& wanted : to_connect_to) {
        const HostAndPort found = parse_host_and_port(wanted.text, "443", HostIs::required);
        EXPECT_EQ(found.host, wanted.host) << wanted.text;
        EXPECT_EQ(found.port, wanted.port) << wanted.text;
    }
}

TEST(ParseHostAndPort, takes_a_port_alone_to_listen) {
    for (const Case& wanted : to_listen_on) {
        const HostAndPort found = parse_host_and_port(wanted.text, "443", HostIs::optional);
        EXPECT_EQ(found.host, wanted.host) << wanted.text;
        EXPECT_EQ(found.port, wanted.port) << wanted.text;
    }
}

TEST(ParseHostAndPort, refuses_what_cannot_be_meant_and_says_why) {
    for (const Refusal& refusal : refusals) {
        EXPECT_THAT(refusal_of(refusal.text, refusal.host_is), testing::HasSubstr(refusal.why)) << refusal.text;
    }
}

TEST(ParseHostAndPort, a_refusal_names_the_text_that_was_given) {
    EXPECT_THAT(refusal_of("localhost:65536", HostIs::required), testing::HasSubstr("'localhost:65536'"));
}

TEST(ParseHostAndPort, a_null_character_does_not_cut_the_host_short) {
    EXPECT_THAT(refusal_of(std::string("good.example\0.evil.example:443", 30), HostIs::required),
                testing::HasSubstr("no control character"));
}

TEST(ParseHostAndPort, without_a_default_the_port_must_be_given) {
    EXPECT_THROW(parse_host_and_port("localhost", "", HostIs::required), std::invalid_argument);
}

} // namespace
} // namespace vitrine::net
