// JSON Lines that a strange parser reads: every event, every byte, and nothing that breaks out of a string.
#include "tests/tls/trace/stories.h"
#include "tls/trace/render_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace vitrine::tls {

namespace {

using Json = nlohmann::json;

std::vector<Json> parsed(const std::string& text) {
    std::vector<Json> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) lines.push_back(Json::parse(line));
    return lines;
}

} // namespace

TEST(RenderJson, the_first_line_says_which_schema_and_whether_secrets_are_shown) {
    const auto lines = parsed(render_json({}, Role::server, Certificates::closed, Secrets::shown));
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0], Json::parse(R"({"vitrine_explain":1,"of":"connection","role":"server","secrets":"shown"})"));
}

TEST(RenderJson, each_event_of_the_end_is_a_line_with_its_number_and_all_of_its_values) {
    const Story story = whole_story();
    const auto lines = parsed(render_json(story.events(), Role::client, Certificates::closed, Secrets::shown));
    std::size_t next = 1;
    for (std::size_t i = 0; i < story.events().size(); ++i) {
        const Event& event = story.events()[i];
        if (event.us != Role::client) continue;
        const Json& line = lines.at(next++);
        EXPECT_EQ(line.at("id"), i);
        EXPECT_EQ(line.at("event"), kind_of(event));
        for (const EventValue& value : values_of(event)) EXPECT_EQ(line.at(value.name), value.value) << line;
    }
    EXPECT_EQ(next, lines.size());
}

TEST(RenderJson, the_fields_of_a_record_make_up_its_bytes_and_have_notes) {
    const Story story = whole_story();
    int records = 0;
    for (const Json& line : parsed(render_json(story.events(), Role::client, Certificates::opened, Secrets::hidden))) {
        if (!line.contains("record")) continue;
        ++records;
        std::size_t at = 0;
        for (const Json& field : line.at("record").at("fields")) {
            EXPECT_EQ(field.at("offset"), at);
            EXPECT_EQ(field.at("hex").get<std::string>().size(), 2 * field.at("size").get<std::size_t>());
            EXPECT_TRUE(field.contains("note") && field.contains("rfc")) << field;
            at += field.at("size").get<std::size_t>();
        }
        EXPECT_EQ(2 * at, line.at("bytes").get<std::string>().size());
    }
    EXPECT_GE(records, 12);
}

TEST(RenderJson, hides_keys_unless_they_are_asked_for) {
    const Story story = whole_story();
    const std::string text = render_json(story.events(), Role::client, Certificates::closed, Secrets::hidden);
    int secrets = 0;
    for (const Event& event : story.events()) {
        const auto* secret = as<told::Secret>(event);
        if (secret == nullptr) continue;
        ++secrets;
        EXPECT_THAT(text, testing::Not(testing::HasSubstr(to_hex(secret->secret))));
        EXPECT_THAT(text, testing::HasSubstr(hidden(secret->secret)));
    }
    EXPECT_EQ(secrets, 2);
}

TEST(RenderJson, any_text_of_a_peers_comes_back_from_a_parser) {
    for (const std::string text : {"plain", "\"},{\"x\":1", "back\\slash", "line\nend\ttab\x01\x7f", "§ ü 漢 😀", ""})
        EXPECT_EQ(Json::parse(json_string(text)), text);
    for (const std::string text : {"\xff", "a\x80", "\xc3", "\xe2\x28\xa1", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                                   "\xc0\xaf", "\xf4\x90\x80\x80"}) // none of it UTF-8, RFC 3629 §3
        EXPECT_THAT(Json::parse(json_string(text)).get<std::string>(), testing::HasSubstr("\uFFFD")) << text;
}

TEST(RenderJson, a_hostile_name_stays_inside_its_string) {
    const auto lines = parsed(render_json(hostile_story("\"}\n{\"id\":0,\x1b[31m\xff").events(), Role::server,
                                          Certificates::closed, Secrets::hidden));
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(lines[2].at("candidate"), "\"}\\x0a{\"id\":0,\\x1b[31m\\xff");
    EXPECT_EQ(lines[1].at("record").at("fields").back().at("meaning"), "\"}\n{\"id\":0,\x1b[31m\uFFFD");
}

TEST(RenderJson, a_message_alone_has_its_fields_and_its_fault) {
    const auto lines =
        parsed(render_json("message", annotate(ContentType::handshake, *from_hex("0e000001")), Certificates::closed));
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].at("of"), "message");
    EXPECT_EQ(lines[1].at("name"), "ServerHelloDone");
    EXPECT_EQ(lines[1].at("fields").at(0).at("path"), "ServerHelloDone.msg_type");
    EXPECT_THAT(lines[1].at("fault").get<std::string>(), testing::HasSubstr("runs past the end"));
}

} // namespace vitrine::tls
