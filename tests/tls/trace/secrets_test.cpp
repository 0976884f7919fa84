// What only the two ends may know is spoken of, not shown.
#include "tests/tls/trace/stories.h"
#include "tls/trace/secrets.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

TEST(Secrets, a_hidden_one_is_its_size_and_the_beginning_of_its_digest) {
    EXPECT_EQ(hidden(as_bytes("test")), "4 bytes, SHA-256 9f86d081..");
    EXPECT_EQ(hidden({}), "not known");
}

TEST(Secrets, every_value_that_leads_to_the_keys_is_hidden_and_no_other) {
    const Story story = whole_story();
    std::set<std::string> names;
    for (const Event& event : story.events()) {
        const auto open = values_of(event, Secrets::shown);
        const auto closed = values_of(event, Secrets::hidden);
        ASSERT_EQ(open.size(), closed.size());
        for (std::size_t i = 0; i < open.size(); ++i)
            if (open[i] != closed[i]) names.insert(std::string{kind_of(event)} + " " + open[i].name);
    }
    EXPECT_EQ(names, (std::set<std::string>{"agreement premaster_secret", "derivation A(1)", "derivation A(2)",
                                            "derivation output", "derivation part.client_write_IV",
                                            "derivation part.client_write_key", "derivation part.server_write_IV",
                                            "derivation part.server_write_key", "derivation secret.master_secret",
                                            "derivation secret.premaster_secret", "secret secret"}));
}

TEST(Secrets, draws_are_secret_but_for_the_two_randoms) {
    const auto shown = [](const std::string& purpose) {
        return values_of({Role::client, told::Draw{purpose, {1, 2}}}, Secrets::hidden).at(1).value;
    };
    EXPECT_EQ(shown("client_random"), "0102");
    EXPECT_EQ(shown("server_random"), "0102");
    EXPECT_EQ(shown("ephemeral key"), hidden(Bytes{1, 2}));
}

TEST(Secrets, it_is_known_whether_a_story_holds_any) {
    EXPECT_TRUE(holds_secrets(whole_story().events()));
    EXPECT_FALSE(holds_secrets(hostile_story("a").events()));
    EXPECT_FALSE(holds_secrets({}));
}

} // namespace vitrine::tls
