// How a TLS stream over asio can fail.
#include "net/asio/errors.h"

#include "tls/base/names.h"

namespace vitrine::net::error {

namespace {

constexpr int from_peer = 0x100;

} // namespace

std::string message_of(int value) {
    if (value == stream_truncated) return "the stream ended without close_notify";
    if (value == closed_in_handshake) return "the peer closed the connection before the handshake was done";
    if (value == not_open) return "the stream is not open for writing";
    const auto alert = static_cast<tls::AlertDescription>(value & 0xff);
    return ((value & from_peer) != 0 ? "the peer sent the alert " : "sent the alert ") + name_of(alert) + "(" +
           std::to_string(value & 0xff) + ")";
}

int value_of(const tls::Connection& connection) {
    if (connection.ending() == tls::Ending::truncated) return stream_truncated;
    const tls::FailureReport* const report = connection.failure();
    if (connection.ending() != tls::Ending::failed || report == nullptr) return 0;
    return static_cast<int>(report->failure.alert) + (report->sent_by_peer ? from_peer : 0);
}

} // namespace vitrine::net::error
