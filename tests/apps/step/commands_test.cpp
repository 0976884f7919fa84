// The commands: what each does, and what is said of one that there is not; and the keys that stand for them.
#include "apps/step/commands.h"
#include "apps/step/keyboard.h"
#include "tests/apps/step/runs_for_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

using testing::HasSubstr;

class StepCommands : public testing::Test {
protected:
    std::string say(std::string_view line) { return text_of(commands.execute(line, 80).lines); }
    std::string refusal_of(std::string_view line) {
        try {
            say(line);
        } catch (const StepError& error) {
            return error.what();
        }
        return "";
    }

    Session session = pair_session();
    std::string written;
    Commands commands{session, [this](const Session&, const std::string& path) {
                          written = path;
                          return "written";
                      }};
};

TEST_F(StepCommands, take_letters_and_whole_words) {
    say("s");
    const std::size_t first = session.position();
    say("step 2");
    EXPECT_GT(session.position(), first);
    say("undo 2");
    EXPECT_EQ(session.position(), first);
    say("  g 3 ");
    EXPECT_EQ(session.position(), 3U);
    say("goto 0");
    EXPECT_EQ(session.position(), 0U);
}

TEST_F(StepCommands, that_there_are_not_name_the_nearest) {
    EXPECT_THAT(refusal_of("contine"), HasSubstr("did you mean continue?"));
    EXPECT_THAT(refusal_of("p transcrip"), HasSubstr("did you mean transcript?"));
    EXPECT_THAT(refusal_of("b ServerKeyExchang"), HasSubstr("did you mean ServerKeyExchange?"));
    EXPECT_THAT(refusal_of("s x"), HasSubstr("'x' is no number"));
    EXPECT_THAT(refusal_of("w"), HasSubstr("w run.pcapng"));
}

TEST_F(StepCommands, stop_at_a_state_a_message_and_an_alert) {
    say("b server_key_exchange");
    say("b finished");
    EXPECT_EQ(say("b"), "1  state server_key_exchange\n2  message Finished\n");
    EXPECT_THAT(say("c"), HasSubstr("a breakpoint"));
    EXPECT_THAT(title_of(session.scene()), HasSubstr("writes Certificate"));
    EXPECT_EQ(say("d 1"), "1  message Finished\n");
    EXPECT_THAT(refusal_of("d 2"), HasSubstr("no breakpoint 2"));
    say("c");
    EXPECT_THAT(title_of(session.scene()), HasSubstr("writes Finished"));
    say("d 1");
    say("b alert");
    say("c");
    EXPECT_THAT(title_of(session.scene()), HasSubstr("writes Alert  warning close_notify"));
}

TEST_F(StepCommands, print_every_sight_of_a_stop) {
    say("b client_finished");
    say("c");
    EXPECT_THAT(say("p state"), HasSubstr("state           client_finished"));
    EXPECT_THAT(say("p bytes"), HasSubstr("14 03 03 00 01 01"));
    EXPECT_THAT(say("p fields"), HasSubstr("ChangeCipherSpec"));
    EXPECT_THAT(say("p keys"), HasSubstr("master_secret = PRF"));
    EXPECT_THAT(say("p transcript"), HasSubstr("ClientKeyExchange"));
    EXPECT_THAT(say("p next"), HasSubstr("Finished if full, no ticket"));
    EXPECT_THAT(say("p checks"), HasSubstr("signature of ServerKeyExchange"));
    EXPECT_THAT(say("p choices"), HasSubstr("chose cipher suite"));
    EXPECT_THAT(say("p flow"), HasSubstr("client → ChangeCipherSpec"));
    EXPECT_THAT(say("p events"), HasSubstr("   1 client draw       client_random"));
}

TEST_F(StepCommands, print_a_field_with_the_note_about_it) {
    say("s 4");
    const std::string text = say("p ServerHello.random");
    EXPECT_THAT(text, HasSubstr("ServerHello.random, sent by the server: 32 bytes"));
    EXPECT_THAT(text, HasSubstr("RFC 8446 §4.1.3"));
    EXPECT_THAT(refusal_of("p ServerHello.randon"), HasSubstr("did you mean ServerHello.random?"));
}

TEST_F(StepCommands, write_the_run_to_a_file) {
    EXPECT_EQ(say("w some folder/run.html"), "written\n");
    EXPECT_EQ(written, "some folder/run.html");
}

TEST_F(StepCommands, are_all_listed_by_help) {
    const std::string help = say("?");
    for (const std::string name : {"step", "next", "continue", "break", "delete", "undo", "goto", "print", "set",
                                   "original", "secrets", "write", "quit", "help"})
        EXPECT_THAT(help, HasSubstr(name));
}

class Keys : public StepCommands {
protected:
    void press(std::string_view keys) {
        for (const char key : keys) quit = keyboard.press({Key::character, key}, 80);
    }
    void press(Key key) { quit = keyboard.press({key}, 80); }

    Keyboard keyboard{session, commands};
    bool quit = false;
};

TEST_F(Keys, of_one_letter_are_commands) {
    press("ss");
    EXPECT_GT(session.position(), 0U);
    press("uu");
    EXPECT_EQ(session.position(), 0U);
    press(Key::right);
    press(Key::left);
    EXPECT_EQ(session.position(), 0U);
    press("q");
    EXPECT_TRUE(quit);
}

TEST_F(Keys, of_a_command_that_wants_a_word_begin_a_line) {
    press("b");
    EXPECT_EQ(keyboard.view().prompt, ":b ");
    press("Finishex");
    press(Key::backspace);
    press("d");
    press(Key::enter);
    ASSERT_EQ(session.breakpoints.size(), 1U);
    EXPECT_EQ(session.breakpoints[0].text(), "message Finished");
}

TEST_F(Keys, show_a_long_answer_over_the_panes_until_escape) {
    press("?");
    ASSERT_TRUE(keyboard.view().overlay);
    press(Key::escape);
    EXPECT_FALSE(keyboard.view().overlay);
}

TEST_F(Keys, of_a_mistake_show_what_is_wrong) {
    press(":set x=1");
    press(Key::enter);
    EXPECT_EQ(keyboard.view().message.ink, Ink::bad);
    press(":");
    press(Key::up);
    EXPECT_EQ(keyboard.view().prompt, ":set x=1");
}

TEST_F(Keys, go_round_the_panes_and_scroll_them) {
    press("s");
    press(Key::back_tab);
    EXPECT_EQ(keyboard.view().focus, Pane::flow);
    press(Key::tab);
    EXPECT_EQ(keyboard.view().focus, Pane::fields);
    press(Key::page_down);
    draw(session.scene(), keyboard.view(), {80, 24});
    EXPECT_GT(keyboard.view().scrolled[0], 0U);
    press(Key::home);
    EXPECT_EQ(keyboard.view().scrolled[0], 0U);
    press("z");
    EXPECT_TRUE(keyboard.view().zoomed);
}

} // namespace
} // namespace vitrine::apps
