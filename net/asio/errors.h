// How a TLS stream over asio can fail, as numbers in a category of their own; the end of a stream in order is asio's
// eof.
#pragma once

#include "tls/connection.h"

namespace vitrine::net::error {

// What is no alert. The numbers of alerts (RFC 5246 §7.2) are their codes, 0 to 255, plus 256 if the peer sent it.
enum stream_errors {
    stream_truncated = 0x200,    // the stream ended without close_notify: data may be missing (RFC 5246 §7.2.1)
    closed_in_handshake = 0x201, // the peer said close_notify before the handshake was done
    not_open = 0x202,            // written to a stream that is closed, or on which no handshake was made
};

inline constexpr int end_of_stream = -1; // the peer said close_notify: asio's eof

inline constexpr const char* category_name = "vitrine.tls";

// "sent the alert bad_certificate(42)", "the stream ended without close_notify".
std::string message_of(int value);
// Why a connection has ended: a value of the category; 0 if it has not, or in order.
int value_of(const tls::Connection& connection);

} // namespace vitrine::net::error
