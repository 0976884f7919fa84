// Certificates that were made to get past a check: by another alphabet, another identifier, a base that matches
// nothing.
#include "tls/x509/path/validate.h"

#include "tests/tls/x509/fixtures.h"
#include "tls/x509/revocation/revocation_lists.h"

#include <gmock/gmock.h>

namespace vitrine::x509 {
namespace {

using testing::HasSubstr;

Verdict verdict_on(const std::string& name, const Question& question = fixtures::question()) {
    const auto presented = certificates_from_pem(fixtures::text("hostile/" + name + ".pem"));
    return validate(presented, fixtures::trust({"hostile/root"}), question);
}

std::string reason_for(const std::string& name, const Question& question = fixtures::question()) {
    const Verdict verdict = verdict_on(name, question);
    return verdict.trusted ? "trusted" : std::string{verdict.reason()->check} + ": " + verdict.reason()->detail;
}

Question with_list() {
    auto lists = std::make_shared<RevocationLists>();
    lists->add_file(fixtures::text("hostile/one_key.crl"));
    Question question = fixtures::question();
    question.revocation_lists = lists;
    return question;
}

TEST(Hostile, a_list_counts_by_the_key_that_signed_it_whatever_identifier_the_issuer_shows) { // RFC 5280 §6.3.3 (g)
    EXPECT_EQ(reason_for("one_key_first_identifier"), "trusted");
    EXPECT_THAT(reason_for("one_key_first_identifier", with_list()), HasSubstr("revoked on 2025-02-01"));
    EXPECT_THAT(reason_for("one_key_second_identifier", with_list()), HasSubstr("revoked on 2025-02-01"));
}

TEST(Hostile, no_list_is_tried_with_the_key_of_somebody_who_did_not_sign_or_leads_nowhere) {
    const Verdict verdict = verdict_on("issuer_that_did_not_sign", with_list());
    std::string said;
    for (const Finding& finding : verdict.findings)
        if (finding.check == "revocation") said += finding.detail;
    EXPECT_EQ(said, "not checked: no path whose signatures verify leads to an anchor");
}

TEST(Hostile, an_excluded_name_in_another_alphabet_is_excluded) { // RFC 5280 §7.1
    EXPECT_THAT(reason_for("excluded_in_bmp"), HasSubstr("is excluded: O=Evil"));
}

TEST(Hostile, a_constraint_that_nothing_could_match_refuses_instead_of_letting_all_pass) { // RFC 5280 §4.2
    for (const char* name : {"base_with_trailing_dot", "base_with_wildcard", "base_of_no_mailbox"})
        EXPECT_THAT(reason_for(name), HasSubstr("cannot be compared")) << name;
}

TEST(Hostile, a_mailbox_in_an_other_name_is_under_the_constraints_on_mailboxes) { // RFC 9598 §6
    for (const char* name : {"utf8_mailbox_permitted", "utf8_mailbox_excluded"})
        EXPECT_THAT(reason_for(name), HasSubstr("cannot be compared")) << name;
}

TEST(Hostile, a_common_name_that_serves_as_an_address_is_under_the_constraints_on_addresses) {
    Question question = fixtures::question();
    question.allow_common_name = true;
    question.ip_address = {10, 0, 0, 1};
    EXPECT_THAT(reason_for("common_name_address", question), HasSubstr("iPAddress 10.0.0.1 is not within"));
}

TEST(Hostile, a_policy_that_is_required_is_refused_also_where_it_is_not_critical) { // RFC 5280 §6.1.4 (i)
    EXPECT_THAT(reason_for("explicit_policy"), HasSubstr("policyConstraints requires a policy"));
}

TEST(Hostile, a_key_for_pss_with_one_hash_signs_with_no_other) { // RFC 4055 §3.3
    const auto presented = certificates_from_pem(fixtures::text("hostile/pss_of_another_hash.pem"));
    const Verdict verdict = validate(presented, fixtures::trust({}), fixtures::question());
    EXPECT_EQ(presented[1].pss_hash(), crypto::HashAlgorithm::sha512);
    EXPECT_FALSE(
        presented[1].key_may_sign_by({crypto::SignatureAlgorithm::Kind::rsa_pss, crypto::HashAlgorithm::sha256}));
    EXPECT_TRUE(
        presented[1].key_may_sign_by({crypto::SignatureAlgorithm::Kind::rsa_pss, crypto::HashAlgorithm::sha512}));
    bool said = false;
    for (const Finding& finding : verdict.findings)
        said |= finding.check == "signature" && finding.detail.find("or for another hash") != std::string::npos;
    EXPECT_TRUE(said);
}

} // namespace
} // namespace vitrine::x509
