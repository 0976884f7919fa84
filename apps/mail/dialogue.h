// The server's part of three mail protocols, just enough for a client to go over to TLS and to look around: before TLS
// and, with nothing remembered, after it. Without input and output.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace vitrine::apps {

enum class MailProtocol : std::uint8_t { smtp, imap, pop3 };

class MailDialogue {
public:
    enum class Next : std::uint8_t { go_on, start_tls, goodbye };
    struct Answer {
        std::string text; // with its line ends; may be empty
        Next next = Next::go_on;
    };

    virtual ~MailDialogue() = default;
    virtual std::string greeting() const = 0;
    // `line` without its end.
    virtual Answer answer(std::string_view line) = 0;
    // What is said to who sends more behind the command that begins TLS (CVE-2011-0411), and to who sends too long a
    // line.
    virtual std::string refusal(std::string_view why) const = 0;
};

// Whether what is said is secret: passwords are taken only then, and TLS begins only before.
enum class MailStage : std::uint8_t { in_the_clear, in_tls };

std::unique_ptr<MailDialogue> make_mail_dialogue(MailProtocol protocol, MailStage stage);

constexpr std::size_t max_mail_line = 4096; // bytes

} // namespace vitrine::apps
