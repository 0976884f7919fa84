// The dialogues before TLS: those that end well, and each way in which they must not.
#include "net/starttls/start_tls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::net {
namespace {

using testing::HasSubstr;

// What a good server says, one reply a step.
std::vector<std::string> good_replies(StartTlsProtocol protocol) {
    switch (protocol) {
    case StartTlsProtocol::smtp:
        return {"220-welcome\r\n220 mail\r\n", "250-mail\r\n250-SIZE 100\r\n250-STARTTLS\r\n250 8BITMIME\r\n",
                "220 go ahead\r\n"};
    case StartTlsProtocol::imap:
        return {"* OK [CAPABILITY IMAP4rev1] hi\r\n", "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\na1 OK done\r\n",
                "a2 OK begin\r\n"};
    case StartTlsProtocol::pop3: return {"+OK hi\r\n", "+OK list\r\nUSER\r\nSTLS\r\n.\r\n", "+OK begin\r\n"};
    case StartTlsProtocol::ftp: return {"220 hi\r\n", "234 begin\r\n"};
    case StartTlsProtocol::nntp: break;
    }
    return {"201 no posting\r\n", "101 list\r\nVERSION 2\r\nSTARTTLS\r\n.\r\n", "382 begin\r\n"};
}

struct Talk {
    std::string said, error;
    bool done = false;
};

// Each reply comes only when the one before was answered; `at_once` bytes at a time.
Talk talk(StartTlsProtocol protocol, const std::vector<std::string>& replies, std::size_t at_once = 1000) {
    Talk talk;
    StartTls dialogue{protocol, "me.example", {}};
    try {
        for (const std::string& reply : replies) {
            for (std::size_t at = 0; at < reply.size(); at += at_once)
                dialogue.receive(std::string_view{reply}.substr(at, at_once));
            talk.said += dialogue.take_to_send();
        }
    } catch (const StartTlsError& error) {
        talk.error = error.what();
    }
    talk.done = dialogue.done();
    return talk;
}

class StartTlsBy : public testing::TestWithParam<StartTlsProtocol> {};
INSTANTIATE_TEST_SUITE_P(Each, StartTlsBy, testing::ValuesIn(start_tls_protocols),
                         [](const auto& of) { return std::string{name_of(of.param)}; });

TEST_P(StartTlsBy, ends_with_the_go_ahead_wherever_the_replies_are_cut) {
    for (const std::size_t at_once : {1U, 2U, 3U, 7U, 1000U}) {
        const Talk spoken = talk(GetParam(), good_replies(GetParam()), at_once);
        EXPECT_EQ(spoken.error, "");
        EXPECT_TRUE(spoken.done);
    }
}

TEST_P(StartTlsBy, is_over_if_anything_stands_behind_the_go_ahead) {
    std::vector<std::string> replies = good_replies(GetParam());
    replies.back() += "X";
    const Talk spoken = talk(GetParam(), replies);
    EXPECT_THAT(spoken.error, HasSubstr("CVE-2011-0411"));
    EXPECT_FALSE(spoken.done);
}

TEST_P(StartTlsBy, does_not_take_replies_that_come_before_they_are_asked_for) {
    std::string all;
    for (const std::string& reply : good_replies(GetParam())) all += reply;
    if (GetParam() == StartTlsProtocol::imap) return; // its replies are known by their tags
    EXPECT_THAT(talk(GetParam(), {all}).error, HasSubstr("more than it was asked for"));
}

TEST_P(StartTlsBy, is_over_if_a_step_is_refused) {
    for (std::size_t refused = 0; refused < good_replies(GetParam()).size(); ++refused) {
        std::vector<std::string> replies = good_replies(GetParam());
        const std::string tag = "a" + std::to_string(refused) + " ";
        const bool imap = GetParam() == StartTlsProtocol::imap;
        const std::string no = imap                                   ? (refused == 0 ? "* " : tag) + "BYE\r\n"
                               : GetParam() == StartTlsProtocol::pop3 ? "-ERR no\r\n"
                                                                      : "502 no\r\n";
        replies[refused] = no;
        replies.resize(refused + 1);
        EXPECT_THAT(talk(GetParam(), replies).error, HasSubstr("the server said: ")) << refused;
    }
}

TEST_P(StartTlsBy, is_not_said_in_the_clear_where_tls_is_not_offered) {
    for (const std::string word : {"STARTTLS", "STLS"}) {
        std::vector<std::string> replies = good_replies(GetParam());
        bool stripped = false;
        for (std::string& reply : replies)
            if (const std::size_t at = reply.find(word); at != std::string::npos) {
                reply.replace(at, word.size(), "XXXXXXXX"); // as a middlebox does
                stripped = true;
            }
        if (stripped) {
            EXPECT_THAT(talk(GetParam(), replies).error, HasSubstr("is not offered"));
        }
    }
}

TEST_P(StartTlsBy, has_an_end_though_the_server_has_none) {
    StartTls with_long_line{GetParam(), "me", {}};
    EXPECT_THROW(with_long_line.receive(std::string(StartTls::max_line + 1, '2')), StartTlsError);
    const Talk spoken = talk(GetParam(), {std::string(10'000'000, '2')}, 1000);
    EXPECT_THAT(spoken.error, HasSubstr("a line of more than 8192 bytes"));
    StartTls alone{GetParam(), "me", {}};
    EXPECT_THROW(alone.ended(), StartTlsError);
}

TEST(StartTlsBySmtp, says_who_we_are_and_what_we_want) {
    const Talk spoken = talk(StartTlsProtocol::smtp, good_replies(StartTlsProtocol::smtp));
    EXPECT_EQ(spoken.said, "EHLO me.example\r\nSTARTTLS\r\n");
}

TEST(StartTlsBySmtp, does_not_read_more_than_a_thousand_lines) {
    std::string endless;
    for (int i = 0; i < 2000; ++i) endless += "220-more\r\n";
    EXPECT_THAT(talk(StartTlsProtocol::smtp, {endless}).error, HasSubstr("more than 1000 lines"));
}

TEST(StartTlsBySmtp, takes_a_word_for_an_offer_and_no_part_of_one) {
    const Talk spoken = talk(StartTlsProtocol::smtp, {"220 hi\r\n", "250-XSTARTTLS\r\n250 STARTTLSX\r\n"});
    EXPECT_THAT(spoken.error, HasSubstr("the reply to EHLO: STARTTLS is not offered"));
    EXPECT_EQ(talk(StartTlsProtocol::smtp, {"220 hi\r\n", "250-hi\r\n250 starttls\r\n"}).error, "");
}

TEST(StartTlsByImap, is_refused_where_the_server_knows_us_already) {
    EXPECT_THAT(talk(StartTlsProtocol::imap, {"* PREAUTH hello again\r\n"}).error, HasSubstr("* PREAUTH"));
}

TEST(StartTlsByImap, passes_over_what_nobody_asked_for) {
    EXPECT_TRUE(talk(StartTlsProtocol::imap,
                     {"* OK hi\r\n", "* 3 EXISTS\r\n* CAPABILITY STARTTLS\r\na1 OK x\r\n", "* 4 EXISTS\r\na2 OK x\r\n"})
                    .done);
}

TEST(StartTlsName, cannot_carry_a_command) {
    for (const std::string name : {"", "a b", "me\r\nRSET", "m\xc3\xa4"})
        EXPECT_THROW((StartTls{StartTlsProtocol::smtp, name, {}}), std::invalid_argument) << name;
}

TEST(StartTlsTell, hears_each_line_of_both) {
    std::string heard;
    StartTls dialogue{StartTlsProtocol::ftp, "me", [&](StartTls::By by, std::string_view line) {
                          heard += (by == StartTls::By::us ? "> " : "< ") + std::string{line} + "\n";
                      }};
    dialogue.receive("220-a\n220 b\r\n");
    dialogue.receive("234 c\r\n");
    EXPECT_EQ(heard, "< 220-a\n< 220 b\n> AUTH TLS\n< 234 c\n");
}

} // namespace
} // namespace vitrine::net
