// The protocols that begin in the clear and go over to TLS on request.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vitrine::net {

enum class StartTlsProtocol : std::uint8_t {
    smtp, // RFC 3207
    imap, // RFC 9051 §6.2.1
    pop3, // RFC 2595 §4
    ftp,  // RFC 4217
    nntp, // RFC 4642
};

inline constexpr std::array start_tls_protocols{StartTlsProtocol::smtp, StartTlsProtocol::imap, StartTlsProtocol::pop3,
                                                StartTlsProtocol::ftp, StartTlsProtocol::nntp};

std::string_view name_of(StartTlsProtocol protocol);                          // "smtp"
std::optional<StartTlsProtocol> start_tls_protocol_of(std::string_view name); // nothing: there is none of that name

} // namespace vitrine::net
