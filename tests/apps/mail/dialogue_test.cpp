// What the three mail protocols answer, in the clear and over TLS.
#include "apps/mail/dialogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Next = MailDialogue::Next;

class Mail {
public:
    Mail(MailProtocol protocol, MailStage stage) : dialogue_{make_mail_dialogue(protocol, stage)} {}
    std::string operator()(std::string_view line) {
        const MailDialogue::Answer answer = dialogue_->answer(line);
        next = answer.next;
        return answer.text;
    }
    Next next = Next::go_on;

private:
    std::unique_ptr<MailDialogue> dialogue_;
};

TEST(MailSmtp, offers_tls_in_the_clear_and_not_again) {
    Mail clear{MailProtocol::smtp, MailStage::in_the_clear}, secret{MailProtocol::smtp, MailStage::in_tls};
    EXPECT_THAT(clear("ehlo me"), HasSubstr("250 STARTTLS\r\n"));
    EXPECT_EQ(clear("StartTls"), "220 begin\r\n");
    EXPECT_EQ(clear.next, Next::start_tls);
    EXPECT_THAT(secret("EHLO me"), Not(HasSubstr("STARTTLS")));
    EXPECT_THAT(secret("STARTTLS"), StartsWith("503 "));
    EXPECT_EQ(secret.next, Next::go_on);
    EXPECT_THAT(clear("STARTTLS now"), StartsWith("501 "));
}

TEST(MailSmtp, takes_a_mail_to_its_dot) {
    Mail smtp{MailProtocol::smtp, MailStage::in_tls};
    EXPECT_THAT(smtp("MAIL FROM:<a>"), StartsWith("503 ")); // nothing of the clear is remembered
    smtp("EHLO me");
    EXPECT_THAT(smtp("MAIL FROM:<a>"), StartsWith("250 "));
    EXPECT_THAT(smtp("RCPT TO:<b>"), StartsWith("250 "));
    EXPECT_THAT(smtp("DATA"), StartsWith("354 "));
    EXPECT_EQ(smtp("QUIT"), ""); // a line of the mail
    EXPECT_EQ(smtp("..") + smtp(""), "");
    EXPECT_THAT(smtp("."), StartsWith("250 "));
    EXPECT_THAT(smtp("QUIT"), StartsWith("221 "));
    EXPECT_EQ(smtp.next, Next::goodbye);
    EXPECT_THAT(smtp("VRFY x"), StartsWith("502 "));
}

TEST(MailImap, takes_no_password_in_the_clear) {
    Mail clear{MailProtocol::imap, MailStage::in_the_clear}, secret{MailProtocol::imap, MailStage::in_tls};
    EXPECT_THAT(clear("a1 CAPABILITY"), HasSubstr("STARTTLS LOGINDISABLED\r\na1 OK"));
    EXPECT_THAT(clear("a2 login me secret"), StartsWith("a2 NO [PRIVACYREQUIRED]"));
    EXPECT_THAT(clear("a3 SELECT INBOX"), StartsWith("a3 BAD"));
    EXPECT_EQ(clear("a4 starttls"), "a4 OK begin\r\n");
    EXPECT_EQ(clear.next, Next::start_tls);
    EXPECT_THAT(secret("b1 CAPABILITY"), Not(HasSubstr("LOGINDISABLED")));
    EXPECT_THAT(secret("b2 STARTTLS"), StartsWith("b2 BAD"));
    EXPECT_THAT(secret("b3 LOGIN me secret"), StartsWith("b3 OK"));
    EXPECT_THAT(secret("b4 SELECT INBOX"), HasSubstr("* 0 EXISTS\r\n"));
    EXPECT_THAT(secret("b5 FETCH 1"), StartsWith("b5 BAD"));
    EXPECT_THAT(secret("b6 LOGOUT"), StartsWith("* BYE"));
    EXPECT_EQ(secret.next, Next::goodbye);
}

TEST(MailImap, takes_plain_authentication_in_two_lines) {
    Mail imap{MailProtocol::imap, MailStage::in_tls}, clear{MailProtocol::imap, MailStage::in_the_clear};
    EXPECT_EQ(imap("a AUTHENTICATE PLAIN"), "+ \r\n");
    EXPECT_THAT(imap("*"), StartsWith("a BAD"));
    EXPECT_THAT(imap("b LIST \"\" *"), StartsWith("b BAD"));
    imap("c AUTHENTICATE PLAIN");
    EXPECT_THAT(imap("AG1lAHNlY3JldA=="), StartsWith("c OK"));
    EXPECT_THAT(imap("d LIST \"\" *"), StartsWith("* LIST"));
    EXPECT_THAT(clear("e AUTHENTICATE PLAIN"), StartsWith("e NO"));
}

TEST(MailImap, wants_a_tag_and_a_command) {
    Mail imap{MailProtocol::imap, MailStage::in_tls};
    for (const char* line : {"", "a", "* NOOP", "a* NOOP", "{1 NOOP"})
        EXPECT_THAT(imap(line), StartsWith("* BAD")) << line;
}

TEST(MailPop3, takes_no_password_in_the_clear) {
    Mail clear{MailProtocol::pop3, MailStage::in_the_clear}, secret{MailProtocol::pop3, MailStage::in_tls};
    EXPECT_THAT(clear("CAPA"), HasSubstr("STLS\r\n"));
    EXPECT_THAT(clear("USER me"), StartsWith("-ERR"));
    EXPECT_THAT(clear("stls"), StartsWith("+OK"));
    EXPECT_EQ(clear.next, Next::start_tls);
    EXPECT_THAT(secret("CAPA"), Not(HasSubstr("STLS")));
    EXPECT_THAT(secret("STLS"), StartsWith("-ERR"));
    EXPECT_THAT(secret("STAT"), StartsWith("-ERR"));
    EXPECT_THAT(secret("PASS secret"), StartsWith("-ERR"));
    EXPECT_THAT(secret("USER me"), StartsWith("+OK"));
    EXPECT_THAT(secret("PASS secret"), StartsWith("+OK"));
    EXPECT_EQ(secret("STAT"), "+OK 0 0\r\n");
    EXPECT_EQ(secret("LIST"), "+OK\r\n.\r\n");
    EXPECT_THAT(secret("LIST 1"), StartsWith("-ERR"));
    EXPECT_THAT(secret("QUIT"), StartsWith("+OK"));
    EXPECT_EQ(secret.next, Next::goodbye);
}

} // namespace
} // namespace vitrine::apps
