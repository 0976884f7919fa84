// The rows of the path checks: each has a fixture that fails it alone.
#include "tls/x509/path/path_checks.h"

#include "tests/tls/x509/asn1/der_pieces.h"
#include "tests/tls/x509/fixtures.h"
#include "tests/tls/x509/revocation/revocation_fixtures.h"

#include <algorithm>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <map>
#include <set>

namespace vitrine::x509 {
namespace {

using fixtures::certificates;
using fixtures::question;
using testing::HasSubstr;

struct Case {
    std::vector<std::string> path; // leaf first, anchor last
    Question question;
    std::set<std::string> entailed = {}; // rows that cannot pass either
};

Question about_address(const std::string& hex) {
    Question asked = question();
    asked.ip_address = *from_hex(hex);
    return asked;
}

Question with_lists(const std::vector<std::string>& names) {
    Question asked = question();
    asked.revocation_lists = fixtures::lists(names);
    return asked;
}

const std::map<std::string, Case> failing{
    {"signature algorithm", {{"leaf_sha1", "root"}, question(), {"signature"}}},
    {"public key", {{"leaf_weak", "root"}, question()}},
    {"signature", {{"leaf", "root_twin"}, question()}},
    {"name chaining", {{"leaf", "root_sha1"}, question()}}, // the same key under another name
    {"basicConstraints", {{"leaf_of_v1_intermediate", "v1_intermediate", "root"}, question()}},
    {"pathLenConstraint", {{"leaf_of_below_pathlen0", "below_pathlen0", "pathlen0", "root"}, question()}},
    {"rights of a CA", {{"names/leaf_cert_sign", "names/root"}, question()}},
    {"nameConstraints", {{"names/leaf_outside", "names/constrained_ca", "names/root"}, question()}},
    {"names given", {{"names/leaf_no_subject", "names/root"}, question()}},
    {"serial number", {{"leaf_serial_zero", "root"}, question()}},
    {"critical extensions", {{"leaf_critical", "root"}, question()}},
    {"validity", {{"leaf_expired", "root"}, question()}},
    {"keyUsage keyCertSign", {{"leaf_of_no_cert_sign", "no_cert_sign", "root"}, question()}},
    {"keyUsage digitalSignature", {{"leaf_encipher_only", "root"}, question()}},
    {"extKeyUsage", {{"leaf_client", "root"}, question()}},
    {"extKeyUsage of an issuer", {{"leaf_of_client_only_ca", "client_only_ca", "root"}, question()}},
    {"revocation", {{"revocation/revoked", "revocation/root"}, with_lists({"root"})}},
    {"revocation lists", {{"revocation/leaf", "revocation/root"}, with_lists({"expired_without"})}},
    {"host name", {{"leaf", "root"}, question("example.org")}},
    {"IP address", {{"leaf", "root"}, about_address("7f000002")}},
};

std::vector<Finding> findings_of(const std::vector<std::string>& path, const Question& asked = question()) {
    Budget budget;
    return check_path(certificates(path), true, asked, budget);
}

std::set<std::string> failed_of(const std::vector<Finding>& findings) {
    std::set<std::string> names;
    for (const Finding& finding : findings)
        if (!finding.passed) names.emplace(finding.check);
    return names;
}

std::set<std::string> failed(const std::vector<std::string>& path, const Question& asked = question()) {
    return failed_of(findings_of(path, asked));
}

const Finding& finding(const std::vector<Finding>& findings, std::string_view check) {
    return *std::ranges::find(findings, check, &Finding::check);
}

TEST(PathChecks, every_row_has_a_path_that_fails_it_and_no_other) {
    for (const PathCheck& check : path_checks()) {
        const auto found = failing.find(std::string{check.name});
        ASSERT_NE(found, failing.end()) << "no fixture fails '" << check.name << "'";
        std::set<std::string> expected = found->second.entailed;
        expected.insert(found->first);
        EXPECT_EQ(failed(found->second.path, found->second.question), expected) << check.name;
    }
    EXPECT_EQ(path_checks().size(), failing.size());
}

TEST(PathChecks, stand_in_the_docs_in_their_order) {
    const std::string page = tests::read_test_file("../docs/certificates.md");
    std::size_t at = page.find("| check | section |");
    for (const PathCheck& check : path_checks()) {
        const std::string row = fmt::format("\n| {} | {} | ", check.name, check.rfc);
        const std::size_t found = page.find(row, at);
        ASSERT_NE(found, std::string::npos) << row;
        at = found;
    }
    EXPECT_NE(page.substr(page.find('\n', at + 1), 2), "\n|") << "a row that is no check";
}

TEST(PathChecks, every_finding_has_a_sentence_and_a_section) {
    for (const auto& [name, one] : failing)
        for (const Finding& finding : findings_of(one.path, one.question)) {
            EXPECT_FALSE(finding.detail.empty()) << finding.check;
            EXPECT_TRUE(finding.rfc.starts_with("RFC ")) << finding.check;
        }
}

TEST(PathChecks, an_issuer_that_is_not_said_to_be_a_ca_is_none) {           // CVE-2002-0862
    const std::set<std::string> both{"basicConstraints", "rights of a CA"}; // keyCertSign is set, all the same
    EXPECT_EQ(failed({"leaf_of_no_ca", "no_ca", "root"}), both);
    EXPECT_EQ(failed({"leaf_of_no_constraints", "no_constraints", "root"}), both);
}

TEST(PathChecks, a_path_length_without_the_right_to_issue_contradicts_itself) { // RFC 5280 §4.2.1.9
    EXPECT_EQ(failed({"names/leaf_path_length", "names/root"}), std::set<std::string>{"rights of a CA"});
}

TEST(PathChecks, without_a_subject_the_alternative_name_must_be_critical) { // RFC 5280 §4.2.1.6
    EXPECT_EQ(failed({"names/leaf_no_subject_critical", "names/root"}), std::set<std::string>{});
}

TEST(PathChecks, names_chain_whatever_their_case_white_space_and_type_of_string) { // RFC 5280 §7.1
    EXPECT_NE(fixtures::certificate("names/leaf_of_spelled_root").issuer().text(),
              fixtures::certificate("names/root").subject().text());
    EXPECT_EQ(failed({"names/leaf_of_spelled_root", "names/root"}), std::set<std::string>{});
}

TEST(PathChecks, key_identifiers_that_differ_are_no_fault) { // RFC 5280 §4.2.1.2
    EXPECT_EQ(failed({"names/leaf_key_identifier", "names/root"}), std::set<std::string>{});
}

TEST(PathChecks, policies_may_be_insisted_on_but_not_constrained) {
    EXPECT_EQ(failed({"names/leaf_policies", "names/root"}), std::set<std::string>{});
    EXPECT_EQ(failed({"names/leaf_of_policy_constrained_ca", "names/policy_constrained_ca", "names/root"}),
              std::set<std::string>{"critical extensions"});
}

TEST(PathChecks, a_leaf_that_issues_is_no_ca_even_as_an_anchor) {
    const std::set<std::string> both{"basicConstraints", "keyUsage keyCertSign"};
    EXPECT_EQ(failed({"leaf_of_leaf", "leaf", "root"}), both);
    EXPECT_EQ(failed({"leaf_of_root_no_ca", "root_no_ca"}), both);
}

TEST(PathChecks, of_an_anchor_neither_signature_nor_hash_nor_validity_matters) { // RFC 5280 §6.1.1 (d)
    EXPECT_EQ(failed({"leaf_of_root_sha1", "root_sha1"}), std::set<std::string>{});
    EXPECT_EQ(failed({"leaf_of_root_expired", "root_expired"}), std::set<std::string>{});
}

TEST(PathChecks, a_critical_policy_with_an_unknown_qualifier_is_refused) { // RFC 5280 §4.2.1.4
    fixtures::Pieces parts;
    parts.subject_public_key_info = to_bytes(fixtures::certificate("ec_leaf").subject_public_key_info());
    const auto passes = [&](const char* extension) {
        parts.extensions = *from_hex(extension);
        Budget budget;
        const std::vector<Certificate> path{Certificate::parse(parts.der())};
        return finding(check_path(path, true, question(), budget), "critical extensions").passed;
    };
    const std::string policies = "0412 3010 300e 06022a03 3008 3006 06022a04 0500";
    EXPECT_TRUE(passes(("3019 0603551d20" + policies).c_str()));
    EXPECT_FALSE(passes(("301c 0603551d20 0101ff" + policies).c_str()));
}

TEST(PathChecks, name_constraints_of_an_anchor_hold_too) { // RFC 5937 §2
    EXPECT_EQ(failed({"leaf_of_constrained_ca", "constrained_ca", "root"}), std::set<std::string>{});
    EXPECT_EQ(failed({"names/leaf_outside", "names/constrained_ca"}), std::set<std::string>{"nameConstraints"});
}

TEST(PathChecks, an_unknown_extension_that_is_not_critical_is_passed_over) {
    EXPECT_EQ(failed({"leaf_not_critical", "root"}), std::set<std::string>{});
}

TEST(PathChecks, the_first_and_the_last_second_are_valid_and_their_neighbours_are_not) {
    const Certificate leaf = fixtures::certificate("leaf_expired");
    const auto validity_at = [&](std::chrono::sys_seconds time) {
        Question asked = question();
        asked.time = time;
        return finding(findings_of({"leaf_expired", "root"}, asked), "validity").passed;
    };
    EXPECT_TRUE(validity_at(leaf.not_before()));
    EXPECT_FALSE(validity_at(leaf.not_before() - std::chrono::seconds{1}));
    EXPECT_TRUE(validity_at(leaf.not_after()));
    EXPECT_FALSE(validity_at(leaf.not_after() + std::chrono::seconds{1}));
    EXPECT_EQ(failed({"leaf_not_yet", "root"}), std::set<std::string>{"validity"});
}

TEST(PathChecks, explicit_curve_parameters_are_refused) { // CVE-2020-0601, CVE-2022-0778
    EXPECT_EQ(failed({"leaf_explicit", "root"}), std::set<std::string>{"public key"});
    EXPECT_EQ(fixtures::certificate("leaf_explicit").public_key_name(), "EC with explicit parameters");
}

TEST(PathChecks, a_serial_number_of_21_octets_is_refused) {
    EXPECT_EQ(failed({"leaf_serial_long", "root"}), std::set<std::string>{"serial number"});
}

TEST(PathChecks, a_pss_key_verifies_pss_signatures_only) { // RFC 4055 §1.2
    EXPECT_EQ(failed({"pss_leaf", "pss_intermediate", "pss_root"}), std::set<std::string>{});
    const auto findings = findings_of({"leaf", "pss_root"}, question());
    EXPECT_THAT(finding(findings, "signature").detail, HasSubstr("RSASSA-PSS only"));
}

TEST(PathChecks, a_client_is_asked_for_client_auth) {
    Question asked = question();
    asked.purpose = Purpose::client_auth;
    EXPECT_EQ(failed({"leaf_client", "root"}, asked), std::set<std::string>{});
    EXPECT_EQ(failed({"leaf_no_eku", "root"}, asked), std::set<std::string>{});
    EXPECT_EQ(failed({"leaf", "root"}, asked), std::set<std::string>{"extKeyUsage"});
}

TEST(PathChecks, a_list_is_demanded_of_the_leaf_or_of_all_below_the_anchor) {
    const std::vector<std::string> path{"revocation/sub_leaf", "revocation/sub", "revocation/root"};
    const std::set<std::string> missing{"revocation lists"};
    Question asked = with_lists({"empty"}); // of the sub, and none of the root
    EXPECT_EQ(failed(path, asked), std::set<std::string>{});
    asked.revocation_demand = RevocationDemand::leaf;
    EXPECT_EQ(failed(path, asked), std::set<std::string>{});
    asked.revocation_demand = RevocationDemand::all;
    EXPECT_EQ(failed(path, asked), missing);
    asked.revocation_lists = fixtures::lists({"empty", "root"});
    EXPECT_EQ(failed(path, asked), std::set<std::string>{});
    asked.revocation_lists = nullptr;
    asked.revocation_demand = RevocationDemand::leaf;
    EXPECT_EQ(failed(path, asked), missing);
}

TEST(PathChecks, whose_word_there_is_that_the_leaf_was_not_revoked_stays_with_the_verdict) {
    const auto source = [](const std::vector<std::string>& lists) {
        Question asked = with_lists(lists);
        return validate(certificates({"revocation/leaf"}), fixtures::trust({"revocation/root"}), asked).not_revoked_by;
    };
    EXPECT_EQ(source({"root"}), RevocationSource::list);
    EXPECT_EQ(source({"empty"}), RevocationSource::none);
    EXPECT_EQ(source({"expired"}), RevocationSource::none);
}

TEST(NameChecks, an_ip_address_is_compared_as_bytes) {
    EXPECT_EQ(failed({"leaf", "root"}, about_address("7f000001")), std::set<std::string>{});
    EXPECT_EQ(failed({"leaf", "root"}, about_address("00000000000000000000000000000001")), std::set<std::string>{});
    EXPECT_EQ(failed({"leaf_ip_in_dns", "root"}, about_address("7f000001")), std::set<std::string>{"IP address"});
    EXPECT_EQ(failed({"leaf_ip_in_dns", "root"}, question("127.0.0.1")), std::set<std::string>{"host name"});
}

TEST(NameChecks, the_common_name_does_not_count_and_the_sentence_says_what_to_add) {
    const auto findings = findings_of({"classroom_leaf", "classroom_root"}, question("localhost"));
    EXPECT_EQ(failed_of(findings), std::set<std::string>{"host name"});
    EXPECT_THAT(finding(findings, "host name").detail, HasSubstr("'subjectAltName = DNS:localhost'"));
    const auto address = findings_of({"leaf_ip_cn", "root"}, about_address("7f000001"));
    EXPECT_THAT(finding(address, "IP address").detail, HasSubstr("'subjectAltName = IP:127.0.0.1'"));
}

TEST(NameChecks, the_common_name_counts_if_it_is_allowed_and_there_is_no_subject_alt_name) {
    Question asked = question("localhost");
    asked.allow_common_name = true;
    const auto findings = findings_of({"classroom_leaf", "classroom_root"}, asked);
    EXPECT_EQ(failed_of(findings), std::set<std::string>{});
    EXPECT_THAT(finding(findings, "host name").detail, HasSubstr("common name 'localhost'"));

    asked.host_name = "x"; // the CN of leaf_nul, which has a subjectAltName
    EXPECT_EQ(failed({"leaf_nul", "root"}, asked), std::set<std::string>{"host name"});
    asked.host_name = "other";
    EXPECT_EQ(failed({"classroom_leaf", "classroom_root"}, asked), std::set<std::string>{"host name"});
    asked = about_address("7f000001");
    asked.allow_common_name = true;
    EXPECT_EQ(failed({"leaf_ip_cn", "root"}, asked), std::set<std::string>{});
}

TEST(NameChecks, a_name_with_a_nul_matches_nothing_and_is_printed_escaped) { // CVE-2009-2408
    const auto findings = findings_of({"leaf_nul", "root"}, question("example.com"));
    EXPECT_EQ(failed_of(findings), std::set<std::string>{"host name"});
    EXPECT_THAT(finding(findings, "host name").detail, HasSubstr("example.com\\00.evil.org"));
}

} // namespace
} // namespace vitrine::x509
