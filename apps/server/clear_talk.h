// What is said in the clear to one client before TLS begins: a mail protocol up to its STARTTLS.
#pragma once

#include "apps/mail/dialogue.h"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <array>
#include <functional>
#include <optional>

namespace vitrine::apps {

class ClearTalk {
public:
    using Socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;
    enum class End : std::uint8_t {
        start_tls, // the go-ahead has been sent, and nothing else was read
        left,      // one of the two said goodbye, or the socket failed
        refused,   // the client said more behind the command that begins TLS, or too long a line; it has been told
    };

    // The socket is borrowed. `over` is called once, as the last thing that is done here.
    ClearTalk(Socket& socket, MailProtocol protocol, std::function<void(End)> over)
        : socket_{socket}, dialogue_{make_mail_dialogue(protocol, MailStage::in_the_clear)}, over_{std::move(over)} {}

    // `owner` lives as long as something is under way.
    void begin(const std::shared_ptr<void>& owner) { write(owner, dialogue_->greeting(), {}); }

private:
    void read(const std::shared_ptr<void>& owner);
    void answer(const std::shared_ptr<void>& owner);
    void write(const std::shared_ptr<void>& owner, std::string text, std::optional<End> then);

    Socket& socket_;
    std::unique_ptr<MailDialogue> dialogue_;
    std::function<void(End)> over_;
    std::array<char, 512> buffer_{};
    std::string waiting_, to_send_;
};

} // namespace vitrine::apps
