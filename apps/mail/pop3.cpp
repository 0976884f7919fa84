// POP3 (RFC 1939): one empty mailbox, for whoever logs in over TLS (RFC 2595).
#include "apps/mail/pop3.h"

#include "apps/mail/words.h"

namespace vitrine::apps {

std::string Pop3::greeting() const { return "+OK vitrine\r\n"; }

std::string Pop3::refusal(std::string_view why) const { return "-ERR " + std::string{why} + "\r\n"; }

MailDialogue::Answer Pop3::answer(std::string_view line) {
    const std::string command = upper_case(take_word(line));
    if (command == "CAPA")
        return {stage_ == MailStage::in_tls ? "+OK\r\nUSER\r\nUIDL\r\n.\r\n" : "+OK\r\nSTLS\r\n.\r\n"};
    if (command == "STLS")
        return stage_ == MailStage::in_tls ? Answer{"-ERR TLS is there already\r\n"}
                                           : Answer{"+OK begin\r\n", Next::start_tls};
    if (command == "QUIT") return {"+OK goodbye\r\n", Next::goodbye};
    if (command == "USER" || command == "PASS") return log_in(command);
    if (!known_) return {"-ERR who are you? USER and PASS first\r\n"};
    if (command == "STAT") return {"+OK 0 0\r\n"};
    if (command == "LIST" || command == "UIDL") return {line.empty() ? "+OK\r\n.\r\n" : "-ERR there is none\r\n"};
    if (command == "NOOP" || command == "RSET") return {"+OK\r\n"};
    return {"-ERR not here\r\n"};
}

MailDialogue::Answer Pop3::log_in(std::string_view command) {
    if (stage_ != MailStage::in_tls) return {"-ERR TLS first\r\n"};
    if (command == "PASS" && !named_) return {"-ERR USER first\r\n"};
    named_ = true;
    known_ = known_ || command == "PASS";
    return {"+OK\r\n"};
}

} // namespace vitrine::apps
