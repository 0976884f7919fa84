// What may be asked to be changed, and what is said of what may not.
#include "apps/step/patch.h"
#include "tests/apps/step/runs_for_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

using testing::HasSubstr;

ChangedField change(const std::string& text) {
    const auto run = pair_run();
    run_to_its_end(*run);
    return find_change(run->events(), run->events().size(), parse_change(text));
}

std::string refusal_of(const std::string& text) {
    try {
        change(text);
    } catch (const StepError& error) {
        return error.what();
    }
    return "";
}

TEST(Change, of_a_field_that_there_is_not_names_the_nearest) {
    EXPECT_THAT(refusal_of("ServerKeyExchange.signatur=00"), HasSubstr("did you mean ServerKeyExchange.signature"));
}

TEST(Change, of_another_size_says_the_right_one_and_how_to_change_one_byte) {
    EXPECT_THAT(refusal_of("ServerHello.cipher_suite=c0"), HasSubstr("1 bytes, but ServerHello.cipher_suite has 2"));
    EXPECT_THAT(refusal_of("ServerHello.cipher_suite=c0"), HasSubstr("ServerHello.cipher_suite[0]=^c0"));
}

TEST(Change, outside_of_the_field_is_refused) {
    EXPECT_THAT(refusal_of("ServerHello.cipher_suite[2]=c0"), HasSubstr("has 2 bytes"));
    EXPECT_THAT(refusal_of("ServerHello.cipher_suite[1:1]=00"), HasSubstr("there is no [1:1]"));
    EXPECT_THAT(refusal_of("ServerHello.cipher_suite[x]=00"), HasSubstr("no number"));
    EXPECT_THAT(refusal_of("]=00"), HasSubstr("no field"));
}

TEST(Change, that_changes_nothing_is_refused) {
    EXPECT_THAT(refusal_of("ServerHello.cipher_suite=c02b"), HasSubstr("holds just that already"));
}

TEST(Change, without_hexadecimal_is_refused) {
    EXPECT_THAT(refusal_of("ServerHello.cipher_suite=xy"), HasSubstr("'xy' is no hexadecimal"));
    EXPECT_THAT(refusal_of("ServerHello.cipher_suite="), HasSubstr("'' is no hexadecimal"));
    EXPECT_THAT(refusal_of("ServerHello.cipher_suite"), HasSubstr("set what to what"));
}

TEST(Change, takes_a_field_a_byte_a_slice_or_an_element_of_a_list) {
    EXPECT_EQ(change("ServerHello.cipher_suite=1302").after, (Bytes{0x13, 0x02}));
    EXPECT_EQ(change("serverhello.cipher_suite[1]=2f").after, (Bytes{0xc0, 0x2f}));
    EXPECT_EQ(change("ServerHello.cipher_suite[0:2]=^ffff").after, (Bytes{0x3f, 0xd4}));
    EXPECT_EQ(change("ClientHello.cipher_suites[1]=^0001").after, (Bytes{0xc0, 0x2e}));
    EXPECT_EQ(change("ClientHello.cipher_suites[1][1]=00").after, (Bytes{0xc0, 0x00}));
}

TEST(Change, tells_the_length_of_a_vector_from_its_content) {
    EXPECT_EQ(change("ServerKeyExchange.signature.length[1]=^01").before.size(), 2U);
    EXPECT_GT(change("ServerKeyExchange.signature[0]=^01").before.size(), 60U);
}

TEST(Change, of_a_message_in_several_records_finds_all_of_its_parts) {
    PairSetting setting = pair_setting();
    auto server = std::make_shared<tls::ServerConfig>(*setting.server);
    server->max_send_fragment = 64;
    setting.server = server;
    PairRun run{setting};
    run_to_its_end(run);
    const auto found = find_change(run.events(), run.events().size(),
                                   parse_change("Certificate.certificate_list[0].ASN.1Cert[511]=^01"));
    EXPECT_EQ(found.before.size(), 514U);
    EXPECT_GT(found.patches.size(), 7U);
}

TEST(Patches, reach_into_whatever_part_of_the_stream_they_lie_in) {
    const std::vector<Patch> patches{{tls::Role::server, 3, {1, 2, 3}}, {tls::Role::client, 0, {9}}};
    Bytes first(4), second(4);
    apply(patches, tls::Role::server, 0, first);
    apply(patches, tls::Role::server, 4, second);
    EXPECT_EQ(first, (Bytes{0, 0, 0, 1}));
    EXPECT_EQ(second, (Bytes{2, 3, 0, 0}));
}

} // namespace
} // namespace vitrine::apps
