// Name constraints: openssl's answers to the same names below the same constraints, and what openssl does not say.
#include "tls/x509/path/constraint_check.h"

#include "tests/tls/x509/asn1/der_pieces.h"
#include "tests/tls/x509/fixtures.h"
#include "tls/x509/certificate/ip_address.h"
#include "tls/x509/path/subtree.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <map>
#include <sstream>

namespace vitrine::x509 {
namespace {

using fixtures::hex;
using fixtures::joined;
using fixtures::Pieces;
using fixtures::value;
using testing::HasSubstr;

// Where we answer otherwise than openssl 3.0, and why. True: we see nothing against the name.
const std::map<std::string, bool> differences{
    // The wildcard stands for the name that is excluded as well.
    {"excluded;DNS:example.com | /CN=x | DNS:*.com", false},
    {"excluded;DNS:www.example.com | /CN=x | DNS:*.example.com", false},
    // The host of a URI stands behind the user's name and ends before a query: RFC 3986 §3.2.
    {"permitted;URI:example.com | /CN=x | URI:https://user@example.com/a", true},
    {"permitted;URI:example.com | /CN=x | URI:https://example.com?a", true},
};

std::vector<std::string> split(const std::string& text, const std::string& separator) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at != std::string::npos;) {
        const std::size_t end = text.find(separator, at);
        parts.push_back(text.substr(at, end == std::string::npos ? end : end - at));
        at = end == std::string::npos ? end : end + separator.size();
    }
    return parts;
}

const std::map<std::string, std::string> attribute_types{
    {"C", "0603550406"}, {"O", "060355040a"}, {"CN", "0603550403"}, {"emailAddress", "06092a864886f70d010901"}};

Bytes directory_name(const std::string& text) { // "/O=Example/CN=x"
    Bytes parts;
    for (const std::string& part : split(text, "/")) {
        if (part.empty()) continue;
        const std::size_t equals = part.find('=');
        const Bytes type = hex(attribute_types.at(part.substr(0, equals)));
        const Bytes string = value(0x0c, as_bytes(part.substr(equals + 1)));
        append(parts, value(0x31, value(0x30, joined({type, string}))));
    }
    return value(0x30, parts);
}

Bytes address(const std::string& text) { // "192.0.2.0/255.255.255.0"
    Bytes bytes;
    for (const std::string& half : split(text, "/")) append(bytes, *parse_ip_address(half));
    return bytes;
}

Bytes general_name(const std::string& text) { // "DNS:example.com"
    const std::size_t colon = text.find(':');
    const std::string kind = text.substr(0, colon), rest = text.substr(colon + 1);
    if (kind == "email") return value(0x81, as_bytes(rest));
    if (kind == "DNS") return value(0x82, as_bytes(rest));
    if (kind == "dirName") return value(0xa4, directory_name(rest));
    if (kind == "URI") return value(0x86, as_bytes(rest));
    if (kind == "IP") return value(0x87, address(rest));
    if (kind == "RID") return hex("88032a0304");
    return hex("a009 06032a0304 a0020c00"); // otherName
}

Bytes extension(std::string_view identifier, const Bytes& content) {
    return value(0x30, joined({hex(identifier), value(0x04, content)}));
}

Bytes subtrees(const std::vector<std::string>& bases, std::uint8_t tag) {
    Bytes all;
    for (const std::string& base : bases) append(all, value(0x30, general_name(base)));
    return all.empty() ? all : value(tag, all);
}

Pieces pieces() {
    Pieces parts;
    parts.subject_public_key_info = to_bytes(fixtures::certificate("ec_leaf").subject_public_key_info());
    return parts;
}

// "permitted;DNS:example.com;excluded;DNS:www.example.com"
Certificate constrained(const std::string& constraints) {
    std::map<std::string, std::vector<std::string>> bases;
    std::string list;
    for (const std::string& word : split(constraints, ";"))
        if (word == "permitted" || word == "excluded")
            list = word;
        else if (word.find("UTF8:") != 0)
            bases[list].push_back(word);
    Pieces parts = pieces();
    const Bytes both = joined({subtrees(bases["permitted"], 0xa0), subtrees(bases["excluded"], 0xa1)});
    parts.extensions = extension("0603551d1e", value(0x30, both));
    return Certificate::parse(parts.der());
}

Certificate named(const std::string& subject, const std::string& names) {
    Bytes list;
    for (const std::string& name : split(names, ",")) append(list, general_name(name));
    Pieces parts = pieces();
    parts.subject = directory_name(subject);
    parts.extensions = extension("0603551d11", value(0x30, list));
    return Certificate::parse(parts.der());
}

struct Answer {
    bool kept;
    std::string detail;
};

Answer ask(const std::vector<Certificate>& path, std::size_t depth = 0, const Question& asked = fixtures::question()) {
    Budget budget;
    Answer answer{};
    answer.kept = name_constraints_are_kept(PathState{path, true, depth, asked, budget}, answer.detail);
    return answer;
}

TEST(NameConstraints, agree_with_openssl_or_the_difference_is_known) {
    std::istringstream lines{fixtures::text("names/constraints.txt")};
    std::size_t cases = 0, differing = 0;
    for (std::string line; std::getline(lines, line); ++cases) {
        const std::vector<std::string> parts = split(line, " | ");
        ASSERT_EQ(parts.size(), 4U) << line;
        const Answer answer = ask({named(parts[1], parts[2]), constrained(parts[0])});
        const auto difference = differences.find(parts[0] + " | " + parts[1] + " | " + parts[2]);
        const bool expected = difference == differences.end() ? parts[3] == "OK" : difference->second;
        EXPECT_EQ(answer.kept, expected) << line << "\nours: " << answer.detail;
        differing += difference == differences.end() ? 0 : 1;
    }
    EXPECT_GE(cases, 95U);
    EXPECT_EQ(differing, differences.size());
}

TEST(NameConstraints, the_sentence_says_which_name_which_subtree_and_whose) {
    const Answer outside = ask({named("/CN=x", "DNS:example.org"), constrained("permitted;DNS:example.com")});
    EXPECT_EQ(outside.detail, "dNSName example.org is not within what is permitted: example.com (by CN=a)");
    const Answer excluded = ask({named("/CN=x", "IP:10.1.2.3"), constrained("excluded;IP:10.0.0.0/255.0.0.0")});
    EXPECT_EQ(excluded.detail, "iPAddress 10.1.2.3 is excluded: 10.0.0.0/8 (by CN=a)");
}

TEST(NameConstraints, of_every_issuer_hold_for_every_certificate_below) {
    const Certificate leaf = named("/CN=x", "DNS:www.example.com");
    const Certificate wide = constrained("permitted;DNS:com"), narrow = constrained("permitted;DNS:www.example.com"),
                      other = constrained("permitted;DNS:example.org");
    EXPECT_TRUE(ask({leaf, narrow, wide}).kept);
    EXPECT_TRUE(ask({leaf, wide, narrow}).kept); // an issuer cannot give more than it has
    EXPECT_FALSE(ask({leaf, wide, other}).kept);
    EXPECT_FALSE(ask({leaf, other, wide}).kept);
}

TEST(NameConstraints, a_self_issued_certificate_is_exempt_unless_it_is_the_leaf) { // RFC 5280 §6.1.3 (b)
    const Certificate self_issued = named("/CN=a", "DNS:example.org");             // its issuer is CN=a
    const Certificate issuer = constrained("permitted;DNS:example.com");
    EXPECT_FALSE(ask({self_issued, issuer}, 0).kept);
    EXPECT_TRUE(ask({named("/CN=x", "DNS:example.com"), self_issued, issuer}, 1).kept);
    EXPECT_FALSE(ask({named("/CN=x", "DNS:example.com"), named("/CN=y", "DNS:example.org"), issuer}, 1).kept);
}

TEST(NameConstraints, the_common_name_is_held_against_them_where_it_may_serve_as_a_name) {
    Pieces parts = pieces();
    parts.subject = directory_name("/CN=example.org");
    const std::vector<Certificate> path{Certificate::parse(parts.der()), constrained("permitted;DNS:example.com")};
    EXPECT_TRUE(ask(path).kept);
    Question asked = fixtures::question();
    asked.allow_common_name = true;
    EXPECT_FALSE(ask(path, 0, asked).kept);
}

TEST(NameConstraints, an_empty_base_is_every_name) {
    EXPECT_TRUE(ask({named("/CN=x", "DNS:example.com"), constrained("permitted;DNS:")}).kept);
    EXPECT_FALSE(ask({named("/CN=x", "DNS:example.com"), constrained("excluded;DNS:")}).kept);
    EXPECT_FALSE(ask({named("/", "DNS:example.com,dirName:/"), constrained("excluded;dirName:/")}).kept);
}

TEST(NameConstraints, more_comparisons_than_the_budget_are_given_up) { // CVE-2018-16875
    std::string bases = "excluded", names = "DNS:a0.example.com";
    for (int i = 0; i < 600; ++i) bases += fmt::format(";DNS:b{}.example.com", i);
    for (int i = 1; i < 600; ++i) names += fmt::format(",DNS:a{}.example.com", i);
    const Answer answer = ask({named("/CN=x", names), constrained(bases)});
    EXPECT_FALSE(answer.kept);
    EXPECT_THAT(answer.detail, HasSubstr("gave up after 250000"));
}

std::string complaint(const std::string& name_constraints_hex) {
    Pieces parts = pieces();
    parts.extensions = extension("0603551d1e", hex(name_constraints_hex));
    try {
        static_cast<void>(Certificate::parse(parts.der()));
        return {};
    } catch (const ParseError& error) {
        return error.what();
    }
}

TEST(NameConstraints, that_are_malformed_are_refused) { // RFC 5280 §4.2.1.10
    EXPECT_EQ(complaint("3007 a005 3003820161"), "");
    EXPECT_THAT(complaint("3000"), HasSubstr("neither permitted nor excluded"));
    EXPECT_THAT(complaint("3002 a000"), HasSubstr("missing"));
    EXPECT_THAT(complaint("300a a008 3006820161 800100"), HasSubstr("must be absent")); // minimum 0
    EXPECT_THAT(complaint("300a a008 3006820161 810103"), HasSubstr("must be absent")); // maximum 3
    EXPECT_THAT(complaint("300a a008 3006 8704c0000200"), HasSubstr("neither 8 nor 32"));
    EXPECT_THAT(complaint("300e a00c 300a 8708c0000200ff00ff00"), HasSubstr("zeros before ones"));
}

} // namespace
} // namespace vitrine::x509
