// SMTP (RFC 5321): takes mail and drops it, over TLS (RFC 3207).
#pragma once

#include "apps/mail/dialogue.h"

namespace vitrine::apps {

class Smtp final : public MailDialogue {
public:
    explicit Smtp(MailStage stage) : stage_{stage} {}
    std::string greeting() const override;
    Answer answer(std::string_view line) override;
    std::string refusal(std::string_view why) const override;

private:
    Answer hello(std::string_view command);

    MailStage stage_;
    bool greeted_ = false, in_data_ = false;
};

} // namespace vitrine::apps
