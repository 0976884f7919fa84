// Every kind of bad certificate is refused for its own reason, and the same three certificates are trusted without it.
#include "tls/x509/bad/kinds.h"

#include "tls/x509/certificate/ip_address.h"
#include "tls/x509/path/validate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace vitrine::x509::bad {

void PrintTo(const Kind& kind, std::ostream* out); // as GoogleTest asks for it
void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }

namespace {

constexpr std::string_view by_staple = "TLS feature status_request"; // the client's check: the path is trusted
constexpr std::size_t largest_read = 64 << 10;                       // of a handshake message, and so of a certificate

crypto::SystemRandom system_random;

std::chrono::sys_seconds today() { return std::chrono::sys_days{std::chrono::June / 1 / 2030}; }

// What refuses it: a row of the path checks, "parse", or "" if it is trusted.
std::string refused_by(Experiment& experiment) {
    TrustStore trusted;
    trusted.add(Certificate::parse(experiment.make(Experiment::root_number)));
    std::vector<Certificate> presented;
    std::vector<std::size_t> numbers{Experiment::leaf_number};
    numbers.insert(numbers.end(), experiment.chain.begin(), experiment.chain.end());
    try {
        for (const std::size_t number : numbers) {
            const Bytes der = experiment.make(number);
            if (der.size() > largest_read) return "parse";
            presented.push_back(Certificate::parse(der));
        }
    } catch (const ParseError&) {
        return "parse";
    }
    Question question{};
    question.time = experiment.now();
    if (const auto address = parse_ip_address(experiment.host_name))
        question.ip_address = *address;
    else
        question.host_name = experiment.host_name;
    const Verdict verdict = validate(presented, trusted, question);
    return verdict.trusted ? "" : std::string{verdict.reason()->check};
}

TEST(BadKinds, without_one_the_chain_is_trusted) {
    Experiment experiment{today(), system_random};
    EXPECT_EQ(refused_by(experiment), "");
}

class BadKind : public testing::TestWithParam<Kind> {};

TEST_P(BadKind, is_refused_for_its_own_reason) {
    Experiment experiment{today(), system_random};
    GetParam().spoil(experiment);
    const std::string expected{GetParam().refused_by == by_staple ? "" : GetParam().refused_by};
    EXPECT_EQ(refused_by(experiment), expected);
}

std::string name_of_case(const testing::TestParamInfo<Kind>& info) {
    std::string name{info.param.name};
    std::ranges::replace(name, '-', '_');
    return name;
}
INSTANTIATE_TEST_SUITE_P(Each, BadKind, testing::ValuesIn(all_kinds()), name_of_case);

TEST(BadKinds, those_that_only_a_handshake_shows_are_known_as_such) {
    std::vector<std::string_view> names;
    for (const Kind& kind : all_kinds())
        if (kind.seen_in == SeenIn::handshake) names.push_back(kind.name);
    EXPECT_THAT(names, testing::ElementsAre("must-staple", "too-many"));
}

TEST(BadKinds, have_names_of_their_own_and_say_what_is_wrong_and_where) {
    std::set<std::string_view> names;
    for (const Kind& kind : all_kinds()) {
        EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
        EXPECT_EQ(find_kind(kind.name)->wrong, kind.wrong);
        EXPECT_THAT(std::string{kind.reference}, testing::ContainsRegex("^(RFC [0-9]+ |CVE-[0-9]+-[0-9]+|X.690 )"));
        EXPECT_FALSE(kind.refused_by.empty()) << kind.name;
    }
    EXPECT_FALSE(find_kind("fine"));
}

} // namespace
} // namespace vitrine::x509::bad
