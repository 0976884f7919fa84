// POP3 (RFC 1939): one empty mailbox, for whoever logs in over TLS (RFC 2595).
#pragma once

#include "apps/mail/dialogue.h"

namespace vitrine::apps {

class Pop3 final : public MailDialogue {
public:
    explicit Pop3(MailStage stage) : stage_{stage} {}
    std::string greeting() const override;
    Answer answer(std::string_view line) override;
    std::string refusal(std::string_view why) const override;

private:
    Answer log_in(std::string_view command);

    MailStage stage_;
    bool named_ = false, known_ = false;
};

} // namespace vitrine::apps
