// SMTP (RFC 5321): takes mail and drops it, over TLS (RFC 3207).
#include "apps/mail/smtp.h"

#include "apps/mail/words.h"

namespace vitrine::apps {

std::string Smtp::greeting() const { return "220 vitrine ESMTP: mail is taken and dropped\r\n"; }

std::string Smtp::refusal(std::string_view why) const { return "554 " + std::string{why} + "\r\n"; }

MailDialogue::Answer Smtp::answer(std::string_view line) {
    if (in_data_) {
        if (line != ".") return {};
        in_data_ = false;
        return {"250 taken, and dropped\r\n"};
    }
    const std::string command = upper_case(take_word(line));
    if (command == "EHLO" || command == "HELO") return hello(command);
    if (command == "STARTTLS") {
        if (stage_ == MailStage::in_tls) return {"503 TLS is there already\r\n"};
        if (!line.empty()) return {"501 STARTTLS stands alone\r\n"};
        return {"220 begin\r\n", Next::start_tls};
    }
    if (command == "NOOP" || command == "RSET") return {"250 yes\r\n"};
    if (command == "QUIT") return {"221 goodbye\r\n", Next::goodbye};
    if (!greeted_) return {"503 who are you? EHLO first\r\n"};
    if (command == "MAIL" || command == "RCPT") return {"250 yes\r\n"};
    if (command == "DATA") {
        in_data_ = true;
        return {"354 until a line with a dot\r\n"};
    }
    return {"502 not here\r\n"};
}

MailDialogue::Answer Smtp::hello(std::string_view command) {
    greeted_ = true;
    if (command == "HELO") return {"250 vitrine\r\n"};
    return {stage_ == MailStage::in_tls ? "250-vitrine\r\n250 8BITMIME\r\n"
                                        : "250-vitrine\r\n250-8BITMIME\r\n250 STARTTLS\r\n"};
}

} // namespace vitrine::apps
