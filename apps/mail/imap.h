// IMAP (RFC 9051): one empty mailbox, for whoever logs in over TLS.
#pragma once

#include "apps/mail/dialogue.h"

namespace vitrine::apps {

class Imap final : public MailDialogue {
public:
    explicit Imap(MailStage stage) : stage_{stage} {}
    std::string greeting() const override;
    Answer answer(std::string_view line) override;
    std::string refusal(std::string_view why) const override;

private:
    std::string capabilities() const;
    // "a1 " is put before the last line of each.
    Answer answer_command(const std::string& tag, std::string_view command);
    Answer log_in(const std::string& tag, std::string_view command);
    Answer answer_when_known(const std::string& tag, std::string_view command);

    MailStage stage_;
    bool known_ = false;
    std::string authenticating_; // the tag of an AUTHENTICATE whose second line is awaited
};

} // namespace vitrine::apps
