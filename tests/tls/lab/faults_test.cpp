// Every fault of the tables, played against our own stack: refused with the alert and the sentence of its row.
#include "tls/lab/play.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace vitrine::tls {
namespace {

class EveryFault : public testing::TestWithParam<Fault> {};

TEST_P(EveryFault, is_refused_by_our_stack_as_its_row_requires) {
    const Played played = play_in_memory(GetParam());
    EXPECT_TRUE(played.as_required) << "answered by " << (played.answer ? name_of(*played.answer) : "no alert") << ": "
                                    << (played.refusal ? played.refusal->failure.sentence : "no refusal");
    if (!GetParam().alert) return;
    ASSERT_TRUE(played.refusal);
    EXPECT_EQ(played.refusal->failure.rfc.substr(0, 4), "RFC ");
}

std::string name_of_test(const testing::TestParamInfo<Fault>& info) {
    std::string name{info.param.name};
    std::ranges::replace(name, '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(In_memory, EveryFault, testing::ValuesIn(all_faults()), name_of_test);

std::vector<std::string> delivered_by(const Played& played) {
    std::vector<std::string> texts;
    for (const Bytes& data : played.delivered) texts.emplace_back(as_text(data));
    return texts;
}

TEST(Faults, have_names_that_differ) {
    std::vector<std::string_view> names;
    for (const Fault& fault : all_faults()) names.push_back(fault.name);
    std::ranges::sort(names);
    EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
    EXPECT_GE(names.size(), 25U);
}

TEST(Faults, are_found_by_their_names_alone) {
    EXPECT_EQ(find_fault("skip-ske")->name, "skip-ske");
    EXPECT_FALSE(find_fault("skip"));
}

// Otherwise a row could ask for what any handshake ends with.
TEST(Faults, of_which_the_play_is_left_out_end_well) {
    Fault harmless = *find_fault("ske-bad-signature");
    harmless.play = [](ScriptedEnd& end, const Content& due) { end.say(due); };
    const Played played = play_in_memory(harmless);
    EXPECT_FALSE(played.as_required);
    EXPECT_FALSE(played.refusal);
    EXPECT_EQ(played.ending, Ending::open);
}

TEST(Faults, of_another_alert_or_sentence_are_not_as_required) {
    Fault other_alert = *find_fault("skip-ske");
    other_alert.alert = AlertDescription::handshake_failure;
    EXPECT_FALSE(play_in_memory(other_alert).as_required);
    Fault other_sentence = *find_fault("skip-ske");
    other_sentence.sentence = "for another reason";
    EXPECT_FALSE(play_in_memory(other_sentence).as_required);
}

TEST(Faults, run_the_same_way_every_time) {
    const Fault fault = *find_fault("nonce-reuse");
    EXPECT_EQ(play_in_memory(fault).notes, play_in_memory(fault).notes);
}

TEST(Faults, let_the_application_see_what_came_before_a_stream_was_cut) {
    EXPECT_EQ(delivered_by(play_in_memory(*find_fault("truncated"))), std::vector<std::string>{"half of it"});
}

TEST(NonceReuse, forges_a_record_that_is_delivered_but_not_from_a_sender_that_counts) {
    const Played played = play_in_memory(*find_fault("nonce-reuse"));
    const std::vector<std::string> expected{"pay   10 EUR Bob", "pay 9999 EUR Eve", // nobody with the key sealed that
                                            "pay   10 EUR Bob", "pay   25 EUR Ann"};
    EXPECT_EQ(delivered_by(played), expected);
    EXPECT_THAT(played.notes, testing::SizeIs(3));
}

} // namespace
} // namespace vitrine::tls
