// What is said in the clear to one client before TLS begins.
#include "apps/server/clear_talk.h"

#include <asio/buffer.hpp>
#include <asio/write.hpp>

namespace vitrine::apps {

void ClearTalk::read(const std::shared_ptr<void>& owner) {
    socket_.async_read_some(asio::buffer(buffer_), [this, owner](const std::error_code& error, std::size_t size) {
        if (error) return over_(End::left);
        waiting_.append(buffer_.data(), size);
        answer(owner);
    });
}

void ClearTalk::answer(const std::shared_ptr<void>& owner) {
    std::string text;
    std::optional<End> then;
    std::size_t begin = 0;
    while (!then) {
        const std::size_t end = waiting_.find('\n', begin);
        const std::size_t size = (end == std::string::npos ? waiting_.size() : end) - begin;
        if (size > max_mail_line) {
            text += dialogue_->refusal("too long a line");
            then = End::refused;
        }
        if (end == std::string::npos || then) break;
        std::string_view line = std::string_view{waiting_}.substr(begin, size);
        if (line.ends_with('\r')) line.remove_suffix(1);
        begin = end + 1;
        const MailDialogue::Answer answer = dialogue_->answer(line);
        text += answer.text;
        if (answer.next == MailDialogue::Next::goodbye) then = End::left;
        if (answer.next != MailDialogue::Next::start_tls) continue;
        then = End::start_tls;
        if (begin == waiting_.size()) continue;
        // What stands there was sent in the clear, perhaps by somebody on the way: it must not be taken for a part of
        // what is said in TLS.
        text = dialogue_->refusal("nothing may stand behind the command that begins TLS");
        then = End::refused;
    }
    waiting_.erase(0, begin);
    if (text.empty() && !then) return read(owner);
    write(owner, std::move(text), then);
}

void ClearTalk::write(const std::shared_ptr<void>& owner, std::string text, std::optional<End> then) {
    to_send_ = std::move(text);
    asio::async_write(socket_, asio::buffer(to_send_), [this, owner, then](const std::error_code& error, std::size_t) {
        if (error) return over_(End::left);
        if (then) return over_(*then);
        read(owner);
    });
}

} // namespace vitrine::apps
