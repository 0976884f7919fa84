// A mail protocol over TLS: line by line.
#pragma once

#include "apps/mail/dialogue.h"
#include "apps/services.h"

namespace vitrine::apps {

class MailService final : public AnsweringService {
public:
    MailService(MailProtocol protocol, std::function<void(tls::Connection&)> on_established)
        : AnsweringService{std::move(on_established)}, dialogue_{make_mail_dialogue(protocol, MailStage::in_tls)} {}

private:
    void take(View data) override;
    bool done() const override { return done_; }

    std::unique_ptr<MailDialogue> dialogue_;
    std::string line_;
    bool done_ = false;
};

} // namespace vitrine::apps
