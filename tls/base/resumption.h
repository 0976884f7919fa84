// How a session of before is taken up again.
#pragma once

#include <cstdint>
#include <string_view>

namespace vitrine::tls {

enum class Resumption : std::uint8_t {
    none,       // a full handshake
    session_id, // the server kept the session: RFC 5246 §7.3
    ticket,     // the client kept it for the server: RFC 5077
};

constexpr std::string_view name_of(Resumption by) {
    if (by == Resumption::none) return "none";
    return by == Resumption::ticket ? "ticket" : "session ID";
}

} // namespace vitrine::tls
