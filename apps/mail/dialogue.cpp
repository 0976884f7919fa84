// Which protocol is spoken.
#include "apps/mail/imap.h"
#include "apps/mail/pop3.h"
#include "apps/mail/smtp.h"

namespace vitrine::apps {

std::unique_ptr<MailDialogue> make_mail_dialogue(MailProtocol protocol, MailStage stage) {
    switch (protocol) {
    case MailProtocol::smtp: return std::make_unique<Smtp>(stage);
    case MailProtocol::imap: return std::make_unique<Imap>(stage);
    case MailProtocol::pop3: break;
    }
    return std::make_unique<Pop3>(stage);
}

} // namespace vitrine::apps
