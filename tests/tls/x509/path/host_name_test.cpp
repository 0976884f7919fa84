// Host names: openssl's answers to the same pairs, and addresses in text.
#include "tls/x509/certificate/ip_address.h"
#include "tls/x509/path/host_name.h"

#include "tests/tls/x509/fixtures.h"

#include <gtest/gtest.h>
#include <map>
#include <sstream>

namespace vitrine::x509 {
namespace {

// Where we answer otherwise than openssl 3.0, and why. True: we see a match.
const std::map<std::string, bool> differences{
    {"example.com example.com.", true}, // the final dot is the root's label and no part of the name
    {"*.example.com www.example.com.", true},
    {"localhost localhost.", true},
    {"example.com. example.com.", false},      // a dNSName has no final dot: RFC 5280 §4.2.1.6, RFC 1034 §3.5
    {"*.example.com .example.com", false},     // openssl: a leading dot asks for any sub-domain
    {"*.example.com *.example.com", false},    // a wildcard is no host
    {"*.example.com a_b.example.com", true},   // the wildcard stands for a label, whatever is in it
    {"w*.example.com www.example.com", false}, // RFC 9525 §6.3: the whole label
    {"*w.example.com www.example.com", false},
    {"a*.example.com ab.example.com", false},
    {"a*.example.com a.example.com", false},
    {"*a.example.com ba.example.com", false},
    {"*xn--a.example.com bxn--a.example.com", false},
    {"*.example.com _sip.example.com", true}, // as with a_b above
    {"*._tcp.example.com _sip._tcp.example.com", true},
    {"*.168.0.1 192.168.0.1", false}, // no wildcard for addresses
    {"2001:db8::1 2001:db8::1", false},
    {"[::1] [::1]", false},
    {"example.com:443 example.com:443", false}, // a port is no part of a name
    {".. ..", false},
    {"127.0.0.1 127.0.0.1", false}, // RFC 9525 §6.5: an address is compared with iPAddress alone
    {"*.0.0.1 127.0.0.1", false},
    {"::1 ::1", false},
    {"example..com example..com", false}, // an empty label
    {"exam/ple.com exam/ple.com", false}, // letters, digits, '-' and '_' alone
    {"exa@mple.com exa@mple.com", false},
    {std::string(64, 'a') + ".com " + std::string(64, 'a') + ".com", false}, // RFC 1035 §2.3.4
};

TEST(MatchesDnsName, agrees_with_openssl_or_the_difference_is_known) {
    std::istringstream lines{fixtures::text("host_names.txt")};
    std::size_t pairs = 0, differing = 0;
    for (std::string presented, wanted, answer; lines >> presented >> wanted >> answer; ++pairs) {
        const auto difference = differences.find(presented + " " + wanted);
        const bool expected = difference == differences.end() ? answer == "match" : difference->second;
        EXPECT_EQ(matches_dns_name(presented, wanted), expected) << presented << " for " << wanted;
        if (difference == differences.end()) continue;
        EXPECT_NE(difference->second, answer == "match") << presented << " for " << wanted << " is no difference";
        ++differing;
    }
    EXPECT_GE(pairs, 120U);
    EXPECT_EQ(differing, differences.size());
}

TEST(MatchesDnsName, odd_bytes_match_nothing_not_even_themselves) {
    for (const std::string& name : {std::string{"a\0.com", 6}, std::string{"\x1b[31m.com"}, std::string{"a b.com"},
                                    std::string{"b\xc3\xbc.com"}, std::string{}, std::string{"."}})
        EXPECT_FALSE(matches_dns_name(name, name)) << testing::PrintToString(name);
    EXPECT_FALSE(matches_dns_name(std::string_view{"example.com\0.evil.org", 21}, "example.com"));
    EXPECT_FALSE(matches_dns_name(std::string_view{"*.example.com\0", 14}, "www.example.com"));
}

TEST(MatchesDnsName, a_name_of_254_characters_matches_nothing) {
    const std::string label = std::string(62, 'a') + ".";
    const std::string longest = label + label + label + label + "a"; // 253
    EXPECT_TRUE(matches_dns_name(longest, longest));
    EXPECT_FALSE(matches_dns_name(longest + "a", longest + "a"));
}

TEST(IpAddress, text_becomes_bytes_and_bytes_become_the_shortest_text) { // RFC 4291 §2.2, RFC 5952 §4
    const std::map<std::string, std::pair<std::string, std::string>> table{
        {"127.0.0.1", {"7f000001", "127.0.0.1"}},
        {"255.255.255.255", {"ffffffff", "255.255.255.255"}},
        {"::", {"00000000000000000000000000000000", "::"}},
        {"::1", {"00000000000000000000000000000001", "::1"}},
        {"1::", {"00010000000000000000000000000000", "1::"}},
        {"2001:DB8::1", {"20010db8000000000000000000000001", "2001:db8::1"}},
        {"2001:db8:0:0:1:0:0:1", {"20010db8000000000001000000000001", "2001:db8::1:0:0:1"}},
        {"2001:db8:0:1:1:1:1:1", {"20010db8000000010001000100010001", "2001:db8:0:1:1:1:1:1"}},
        {"::ffff:192.0.2.1", {"00000000000000000000ffffc0000201", "::ffff:c000:201"}},
        {"1:2:3:4:5:6:7.8.9.10", {"0001000200030004000500060708090a", "1:2:3:4:5:6:708:90a"}},
    };
    for (const auto& [text, expected] : table) {
        const auto bytes = parse_ip_address(text);
        ASSERT_TRUE(bytes) << text;
        EXPECT_EQ(to_hex(*bytes), expected.first) << text;
        EXPECT_EQ(format_ip_address(*bytes), expected.second) << text;
    }
}

TEST(IpAddress, what_is_none_is_refused) {
    for (const char* text : {"",
                             "1",
                             "1.2.3",
                             "1.2.3.4.5",
                             "1.2.3.256",
                             "01.2.3.4",
                             "1.2.3.4 ",
                             "1.2.3.x",
                             "1..2.3",
                             ":",
                             ":::",
                             "1:2:3:4:5:6:7",
                             "1:2:3:4:5:6:7:8:9",
                             "1::2::3",
                             "12345::",
                             "g::",
                             "::1.2.3",
                             "1.2.3.4::",
                             "1:2:3:4:5:6:7:8::",
                             "1:2:3:4:5:6:7:",
                             "1:2:3:4:5:6:7:8:",
                             ":1:2:3:4:5:6:7",
                             "::1%eth0",
                             "example.com",
                             "1:2:3:4:5:6:7:1.2.3.4"})
        EXPECT_FALSE(parse_ip_address(text)) << text;
}

} // namespace
} // namespace vitrine::x509
