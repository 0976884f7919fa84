// A fault played over a socket, against a victim in another process: what can be seen of it from here.
#pragma once

#include "net/tcp_socket.h"
#include "tls/lab/faults.h"

#include <chrono>
#include <functional>

namespace vitrine::apps {

struct Answer {
    enum class How : std::uint8_t {
        alert,   // the victim sent a fatal alert
        ended,   // it ended the stream and gave no reason
        went_on, // it took the fault, and said close_notify when we did
        lost,    // it went on with something that our own end does not follow
        silent,  // it said nothing for so long that we gave up
    } how;
    std::optional<tls::AlertDescription> alert;
};

std::string text_of(const Answer& answer);
bool is_as_required(const tls::Fault& fault, const Answer& answer);

// `next` makes, or waits for, a connection to the victim; nothing: there will be none. A fault of the second visit
// takes two. `patience`: for how long the victim may say nothing. Nothing if there was no connection.
using NextSocket = std::function<std::optional<net::TcpSocket>()>;
std::optional<Answer> play_over(const NextSocket& next, const tls::Fault& fault, std::chrono::seconds patience);

} // namespace vitrine::apps
