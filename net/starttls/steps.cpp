// Who says what before TLS begins.
#include "net/starttls/steps.h"

namespace vitrine::net {

namespace {

using Ends = ReplyEnds;

// clang-format off
constexpr std::array smtp{
    StartTlsStep{"",               Ends::coded,  "220",   "",    ""},
    StartTlsStep{"EHLO {}",        Ends::coded,  "250",   "",    "STARTTLS"},
    StartTlsStep{"STARTTLS",       Ends::coded,  "220",   "",    ""},
};
constexpr std::array imap{
    StartTlsStep{"",               Ends::line,   "* OK",  "",    ""}, // and not PREAUTH, which knows us already
    StartTlsStep{"a1 CAPABILITY",  Ends::tagged, "a1 OK", "",    "STARTTLS"},
    StartTlsStep{"a2 STARTTLS",    Ends::tagged, "a2 OK", "",    ""},
};
constexpr std::array pop3{
    StartTlsStep{"",               Ends::line,   "+OK",   "",    ""},
    StartTlsStep{"CAPA",           Ends::dotted, "+OK",   "",    "STLS"},
    StartTlsStep{"STLS",           Ends::line,   "+OK",   "",    ""},
};
constexpr std::array ftp{
    StartTlsStep{"",               Ends::coded,  "220",   "",    ""},
    StartTlsStep{"AUTH TLS",       Ends::coded,  "234",   "",    ""}, // a server that cannot says so: RFC 4217 §4
};
constexpr std::array nntp{
    StartTlsStep{"",               Ends::line,   "200",   "201", ""},
    StartTlsStep{"CAPABILITIES",   Ends::dotted, "101",   "",    "STARTTLS"},
    StartTlsStep{"STARTTLS",       Ends::line,   "382",   "",    ""},
};
constexpr std::array<std::string_view, 5> names{"smtp", "imap", "pop3", "ftp", "nntp"};
// clang-format on

} // namespace

std::span<const StartTlsStep> steps_of(StartTlsProtocol protocol) {
    switch (protocol) {
    case StartTlsProtocol::smtp: return smtp;
    case StartTlsProtocol::imap: return imap;
    case StartTlsProtocol::pop3: return pop3;
    case StartTlsProtocol::ftp: return ftp;
    case StartTlsProtocol::nntp: break;
    }
    return nntp;
}

std::string_view name_of(StartTlsProtocol protocol) { return names.at(static_cast<std::size_t>(protocol)); }

std::optional<StartTlsProtocol> start_tls_protocol_of(std::string_view name) {
    for (const StartTlsProtocol protocol : start_tls_protocols)
        if (name_of(protocol) == name) return protocol;
    return {};
}

} // namespace vitrine::net
