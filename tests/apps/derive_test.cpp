// The key-schedule calculator, held against recorded runs with openssl, and each mistake that it knows.
#include "apps/recording_file.h"
#include "tls/trace/mistakes.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

Recording recording_of(const std::string& name) {
    return apps::read_recording(VITRINE_TEST_DATA "/recordings/" + name + ".tlsrec");
}

Recipe recipe_for(const std::string& name) { return recipe_of(material_of(recording_of(name))); }

class Calculated : public testing::TestWithParam<std::string> {
protected:
    Recording recording = recording_of(GetParam());
    Calculation calculation = calculate(recipe_of(material_of(recording)));

    std::string value(std::string_view name) {
        const Bytes* const bytes = find_value(calculation, name);
        return bytes == nullptr ? "" : to_hex(*bytes);
    }
};

TEST_P(Calculated, values_are_those_that_the_connection_derived) {
    std::size_t met = 0;
    for (const RecordedEvent& event : recording.events) {
        if (event.kind != "derivation") continue;
        const auto same = [&](const Calculation::Expanded& expanded) {
            return expanded.how.label == event.value("label") && to_hex(expanded.how.output) == event.value("output") &&
                   to_hex(expanded.how.a.front()) == event.value("A(1)");
        };
        EXPECT_TRUE(std::ranges::any_of(calculation.expansions, same)) << event.value("label");
        ++met;
    }
    EXPECT_EQ(met, 4U); // master secret, key block, two verify_data
}

// What openssl sent and took, not what we worked out.
TEST_P(Calculated, verify_data_is_that_of_both_finished_messages) {
    std::size_t met = 0;
    for (const RecordedEvent& event : recording.events) {
        const std::string_view bytes = event.value("bytes");
        if (event.kind != "message" || !bytes.starts_with("1400000c")) continue;
        EXPECT_EQ(bytes.substr(8), value(std::string{event.value("sender")} + "_verify_data"));
        ++met;
    }
    EXPECT_EQ(met, 2U);
}

TEST_P(Calculated, additional_data_is_that_of_every_sealed_record) {
    std::size_t met = 0;
    for (const RecordedEvent& event : recording.events) {
        if (event.kind != "record" || event.value("aad").empty()) continue;
        const std::string name =
            std::string{event.value("sender")} + "_record_" + std::string{event.value("sequence_number")};
        EXPECT_EQ(value(name + "_aad"), event.value("aad"));
        const std::string iv = value(std::string{event.value("sender")} + "_write_IV");
        if (!event.value("explicit_nonce").empty()) { // RFC 5288 §3; for the other, Python works it out
            EXPECT_EQ(value(name + "_nonce"), iv + std::string{event.value("explicit_nonce")});
        } else if (event.value("sequence_number") == "0") {
            EXPECT_EQ(value(name + "_nonce"), iv); // RFC 7905 §2
        }
        ++met;
    }
    EXPECT_GE(met, 4U);
}

TEST_P(Calculated, blocks_begin_with_the_output) {
    for (const Calculation::Expanded& expanded : calculation.expansions) {
        Bytes joined;
        for (const Bytes& block : expanded.blocks) append(joined, block);
        joined.resize(expanded.how.output.size());
        EXPECT_EQ(joined, expanded.how.output);
        EXPECT_EQ(expanded.blocks.size(), expanded.how.a.size());
    }
}

TEST_P(Calculated, finished_messages_are_worked_out_if_they_are_missing) {
    KeyMaterial material = material_of(recording);
    std::erase_if(material.messages, [](const Bytes& message) { return message[0] == 20; });
    const Calculation without = calculate(recipe_of(material));
    const Bytes* const verify_data = find_value(without, "server_verify_data");
    ASSERT_NE(verify_data, nullptr);
    EXPECT_EQ(to_hex(*verify_data), value("server_verify_data"));
}

INSTANTIATE_TEST_SUITE_P(Recordings, Calculated,
                         testing::Values("client_pss_x25519", "client_authenticated", "client_p384_aes256",
                                         "client_chacha20", "server_ecdsa", "server_no_extended_master_secret"),
                         [](const auto& test) { return test.param; });

// What comes of each mistake, in connections that differ in what can go wrong with them.
std::vector<Recipe> connections() {
    std::vector<Recipe> recipes{recipe_for("client_authenticated"), recipe_for("client_p384_aes256"),
                                recipe_for("client_chacha20"), recipe_for("server_no_extended_master_secret")};
    KeyMaterial with_zeros = material_of(recording_of("server_no_extended_master_secret"));
    with_zeros.premaster_secret[0] = with_zeros.premaster_secret[1] = 0;
    recipes.push_back(recipe_of(with_zeros));
    return recipes;
}

// Every value that the variant makes wrong.
std::vector<told::Named> wrong_values(const Recipe& right, const Variant& variant) {
    std::vector<told::Named> wrong;
    const Calculation calculation = calculate(right);
    for (const told::Named& value : calculate(variant.recipe).values) {
        const Bytes* const right_value = find_value(calculation, value.name);
        if (right_value != nullptr && *right_value != value.bytes) wrong.push_back(value);
    }
    return wrong;
}

class EveryMistake : public testing::TestWithParam<Mistake> {};

TEST_P(EveryMistake, is_named_for_a_value_that_it_makes_wrong) {
    std::size_t named = 0;
    for (const Recipe& right : connections())
        for (const Variant& variant : GetParam().variants(right))
            for (const told::Named& wrong : wrong_values(right, variant)) {
                const auto diagnosis = diagnose(right, wrong.bytes, wrong.name);
                ASSERT_TRUE(diagnosis) << wrong.name << " " << variant.detail;
                ASSERT_NE(diagnosis->mistake, nullptr) << wrong.name << " is taken for right";
                EXPECT_EQ(diagnosis->value, wrong.name);
                named += diagnosis->mistake->name == GetParam().name && diagnosis->detail == variant.detail ? 1 : 0;
            }
    EXPECT_GT(named, 0U);
}

std::string name_of_test(const testing::TestParamInfo<Mistake>& info) {
    std::string name{info.param.name};
    std::ranges::replace(name, '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Known, EveryMistake, testing::ValuesIn(mistakes().begin(), mistakes().end()), name_of_test);

TEST(Diagnosis, says_which_right_value_it_is) {
    const Recipe right = recipe_for("client_pss_x25519");
    const auto diagnosis = diagnose(right, *find_value(calculate(right), "server_write_key"));
    EXPECT_EQ(diagnosis->value, "server_write_key");
    EXPECT_EQ(diagnosis->mistake, nullptr);
}

TEST(Diagnosis, takes_the_end_of_a_name_for_either_side) {
    const Recipe right = recipe_for("client_pss_x25519");
    const Bytes verify_data = *find_value(calculate(right), "server_verify_data");
    EXPECT_EQ(diagnose(right, verify_data, "verify_data")->value, "server_verify_data");
    EXPECT_FALSE(diagnose(right, verify_data, "data_of_nothing")->mistaken_for.empty());
}

TEST(Diagnosis, says_that_a_right_value_was_meant_to_be_another) {
    const Recipe right = recipe_for("client_pss_x25519");
    const auto diagnosis = diagnose(right, *find_value(calculate(right), "server_write_IV"), "master_secret");
    EXPECT_EQ(diagnosis->value, "master_secret");
    EXPECT_EQ(diagnosis->mistaken_for, "server_write_IV");
}

TEST(Diagnosis, of_noise_is_none) { EXPECT_FALSE(diagnose(recipe_for("client_pss_x25519"), Bytes(48, 0x5a))); }

TEST(Transcript, that_ends_within_a_message_is_refused) {
    EXPECT_THROW(split_messages(Bytes{14, 0, 0, 1}), std::invalid_argument);
    EXPECT_EQ(split_messages(Bytes{14, 0, 0, 0, 20, 0, 0, 1, 7}).size(), 2U);
}

TEST(Transcript, of_records_is_refused_with_a_hint) {
    try {
        split_messages(Bytes{22, 3, 3, 0, 4, 14, 0, 0, 0});
        FAIL() << "it was taken";
    } catch (const std::invalid_argument& error) {
        EXPECT_NE(std::string{error.what()}.find("records"), std::string::npos);
    }
}

TEST(Recipe, of_a_secret_of_the_wrong_size_is_refused) {
    KeyMaterial material = material_of(recording_of("client_pss_x25519"));
    material.premaster_secret.clear();
    material.master_secret.resize(47);
    EXPECT_THROW(recipe_of(material), std::invalid_argument);
}

} // namespace
} // namespace vitrine::tls
