// A mail protocol over TLS: line by line.
#include "apps/mail/mail_service.h"

namespace vitrine::apps {

void MailService::take(View data) {
    for (const char c : as_text(data)) {
        if (done_) return;
        if (line_.size() > max_mail_line) {
            queue_.append(as_bytes(dialogue_->refusal("too long a line")));
            done_ = true;
            return;
        }
        if (c != '\n') {
            line_.push_back(c);
            continue;
        }
        if (line_.ends_with('\r')) line_.pop_back();
        const MailDialogue::Answer answer = dialogue_->answer(line_);
        line_.clear();
        queue_.append(as_bytes(answer.text));
        done_ = answer.next == MailDialogue::Next::goodbye;
    }
}

} // namespace vitrine::apps
