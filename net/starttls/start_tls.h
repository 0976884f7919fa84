// The client's part of a dialogue in the clear that ends where TLS begins. Whoever is on the way can write and read it:
// so nothing in it is believed beyond the go-ahead, and what is sent behind the go-ahead ends everything
// (CVE-2011-0411).
#pragma once

#include "net/starttls/steps.h"
#include "net/transport.h"

#include <functional>

namespace vitrine::net {

// The peer does not go over to TLS, or says what it must not. what() is a whole sentence, with what the peer said as it
// came: escape it before a terminal sees it.
class StartTlsError : public NetworkError {
public:
    using NetworkError::NetworkError;
};

// The dialogue without input and output. Bytes that are limited: a line to 8 KiB, a dialogue to 1000 lines.
class StartTls {
public:
    static constexpr std::size_t max_line = 8192, max_lines = 1000;
    enum class By : std::uint8_t { us, peer };
    using Tell = std::function<void(By, std::string_view line)>; // each line, without its end

    // `name`: as whom we introduce ourselves to SMTP. Throws std::invalid_argument if it has a space or a control
    // character in it.
    StartTls(StartTlsProtocol protocol, const std::string& name, Tell tell);

    // What the peer said. Throws StartTlsError.
    void receive(std::string_view bytes);
    void ended() const; // the peer said nothing more: throws StartTlsError

    std::string take_to_send(); // what is to be said now; may be empty
    bool done() const { return step_ == steps_.size(); }

private:
    void take_line(std::string_view line);
    void judge(std::string_view deciding_line);
    void next_step();
    [[noreturn]] void refuse(const std::string& why) const;
    std::string at() const;

    StartTlsProtocol protocol_;
    std::string name_;
    Tell tell_;
    std::span<const StartTlsStep> steps_;
    std::size_t step_ = 0, lines_ = 0;
    std::string waiting_, to_send_;
    bool in_dots_ = false, offered_ = false;
};

// The same over a transport that blocks. Throws StartTlsError, NetworkError or TimeoutError.
void start_tls(Transport& transport, StartTlsProtocol protocol, const std::string& name, const StartTls::Tell& tell);

} // namespace vitrine::net
