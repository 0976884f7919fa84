// IMAP (RFC 9051): one empty mailbox, for whoever logs in over TLS.
#include "apps/mail/imap.h"

#include "apps/mail/words.h"

#include <fmt/format.h>
#include <utility>

namespace vitrine::apps {

std::string Imap::capabilities() const {
    return stage_ == MailStage::in_tls ? "CAPABILITY IMAP4rev1 AUTH=PLAIN"
                                       : "CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED";
}

std::string Imap::greeting() const { return fmt::format("* OK [{}] vitrine\r\n", capabilities()); }

std::string Imap::refusal(std::string_view why) const { return fmt::format("* BYE {}\r\n", why); }

MailDialogue::Answer Imap::answer(std::string_view line) {
    if (!authenticating_.empty()) {
        known_ = line != "*"; // which calls it off: RFC 9051 §6.2.2
        return {fmt::format("{} {}\r\n", std::exchange(authenticating_, {}),
                            known_ ? "OK whoever you are" : "BAD as you like")};
    }
    const std::string tag{take_word(line)};
    const bool good_tag = !tag.empty() && tag.find_first_of("*+(){%\\\"") == std::string::npos;
    if (!good_tag || line.empty()) return {"* BAD a tag, and a command\r\n"};
    return answer_command(tag, upper_case(take_word(line)));
}

MailDialogue::Answer Imap::answer_command(const std::string& tag, std::string_view command) {
    if (command == "CAPABILITY") return {fmt::format("* {}\r\n{} OK done\r\n", capabilities(), tag)};
    if (command == "NOOP") return {fmt::format("{} OK done\r\n", tag)};
    if (command == "LOGOUT") return {fmt::format("* BYE goodbye\r\n{} OK done\r\n", tag), Next::goodbye};
    if (command == "STARTTLS")
        return stage_ == MailStage::in_tls ? Answer{fmt::format("{} BAD TLS is there already\r\n", tag)}
                                           : Answer{fmt::format("{} OK begin\r\n", tag), Next::start_tls};
    if (command == "LOGIN" || command == "AUTHENTICATE") return log_in(tag, command);
    return known_ ? answer_when_known(tag, command) : Answer{fmt::format("{} BAD log in first\r\n", tag)};
}

MailDialogue::Answer Imap::log_in(const std::string& tag, std::string_view command) {
    if (stage_ != MailStage::in_tls) return {fmt::format("{} NO [PRIVACYREQUIRED] TLS first\r\n", tag)};
    if (command == "AUTHENTICATE") {
        authenticating_ = tag;
        return {"+ \r\n"};
    }
    known_ = true;
    return {fmt::format("{} OK whoever you are\r\n", tag)};
}

MailDialogue::Answer Imap::answer_when_known(const std::string& tag, std::string_view command) {
    if (command == "LIST") return {fmt::format("* LIST () \"/\" INBOX\r\n{} OK done\r\n", tag)};
    if (command == "SELECT" || command == "EXAMINE")
        return {fmt::format("* FLAGS ()\r\n* 0 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] valid\r\n{} OK [READ-ONLY] "
                            "empty\r\n",
                            tag)};
    if (command == "SEARCH") return {fmt::format("* SEARCH\r\n{} OK done\r\n", tag)};
    if (command == "CLOSE") return {fmt::format("{} OK done\r\n", tag)};
    return {fmt::format("{} BAD not here\r\n", tag)};
}

} // namespace vitrine::apps
