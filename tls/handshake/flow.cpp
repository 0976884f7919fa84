// The handshake table and the four questions it answers (RFC 5246 §7.3, RFC 5077 §3.1).
#include "tls/handshake/flow.h"

#include <array>
#include <stdexcept>

namespace vitrine::tls {

namespace {

constexpr When always{"always", [](const Facts&) { return true; }};
constexpr When full{"full handshake", [](const Facts& f) { return !f.resuming; }};
constexpr When resumed{"resumed", [](const Facts& f) { return f.resuming; }};
constexpr When res_ticket{"resumed, new ticket", [](const Facts& f) { return f.resuming && f.ticket_promised; }};
constexpr When res_plain{"resumed, no ticket", [](const Facts& f) { return f.resuming && !f.ticket_promised; }};
constexpr When full_ticket{"full, new ticket", [](const Facts& f) { return !f.resuming && f.ticket_promised; }};
constexpr When full_plain{"full, no ticket", [](const Facts& f) { return !f.resuming && !f.ticket_promised; }};
constexpr When status{"status promised", [](const Facts& f) { return f.status_promised; }};
constexpr When no_status{"no status promised", [](const Facts& f) { return !f.status_promised; }};
constexpr When stapled{"status at hand", [](const Facts& f) { return f.status_sent; }};
constexpr When left_out{"left out", [](const Facts& f) { return !f.status_sent; }};
constexpr When asked{"client certificate asked for", [](const Facts& f) { return f.certificate_requested; }};
constexpr When not_asked{"none asked for", [](const Facts& f) { return !f.certificate_requested; }};
constexpr When shown{"client certificate shown", [](const Facts& f) { return f.certificate_sent; }};
constexpr When not_shown{"none shown", [](const Facts& f) { return !f.certificate_sent; }};

using S = State;
using M = Message;
constexpr Role client = Role::client;
constexpr Role server = Role::server;

// clang-format off
constexpr std::array table{
    //   from                                          by      message                 when         to
    Edge{S::client_hello,                              client, M::client_hello,        always,      S::server_hello},
    Edge{S::server_hello,                              server, M::server_hello,        full,        S::server_certificate},
    Edge{S::server_hello,                              server, M::server_hello,        res_ticket,  S::new_session_ticket},
    Edge{S::server_hello,                              server, M::server_hello,        res_plain,   S::server_change_cipher_spec},
    Edge{S::server_certificate,                        server, M::certificate,         status,      S::certificate_status_or_server_key_exchange},
    Edge{S::server_certificate,                        server, M::certificate,         no_status,   S::server_key_exchange},
    Edge{S::certificate_status_or_server_key_exchange, server, M::certificate_status,  stapled,     S::server_key_exchange},
    Edge{S::certificate_status_or_server_key_exchange, server, M::server_key_exchange, left_out,    S::certificate_request_or_server_hello_done},
    Edge{S::server_key_exchange,                       server, M::server_key_exchange, always,      S::certificate_request_or_server_hello_done},
    Edge{S::certificate_request_or_server_hello_done,  server, M::certificate_request, asked,       S::server_hello_done},
    Edge{S::certificate_request_or_server_hello_done,  server, M::server_hello_done,   not_asked,   S::client_key_exchange},
    Edge{S::server_hello_done,                         server, M::server_hello_done,   always,      S::client_certificate},
    Edge{S::client_certificate,                        client, M::certificate,         always,      S::client_key_exchange},
    Edge{S::client_key_exchange,                       client, M::client_key_exchange, shown,       S::client_certificate_verify},
    Edge{S::client_key_exchange,                       client, M::client_key_exchange, not_shown,   S::client_change_cipher_spec},
    Edge{S::client_certificate_verify,                 client, M::certificate_verify,  always,      S::client_change_cipher_spec},
    Edge{S::client_change_cipher_spec,                 client, M::change_cipher_spec,  always,      S::client_finished},
    Edge{S::client_finished,                           client, M::finished,            full_ticket, S::new_session_ticket},
    Edge{S::client_finished,                           client, M::finished,            full_plain,  S::server_change_cipher_spec},
    Edge{S::client_finished,                           client, M::finished,            resumed,     S::established},
    Edge{S::new_session_ticket,                        server, M::new_session_ticket,  always,      S::server_change_cipher_spec},
    Edge{S::server_change_cipher_spec,                 server, M::change_cipher_spec,  always,      S::server_finished},
    Edge{S::server_finished,                           server, M::finished,            full,        S::established},
    Edge{S::server_finished,                           server, M::finished,            resumed,     S::client_change_cipher_spec},
};

constexpr std::array state_names{
    std::string_view{"client_hello"}, std::string_view{"server_hello"}, std::string_view{"server_certificate"},
    std::string_view{"certificate_status_or_server_key_exchange"},
    std::string_view{"server_key_exchange"}, std::string_view{"certificate_request_or_server_hello_done"},
    std::string_view{"server_hello_done"}, std::string_view{"client_certificate"},
    std::string_view{"client_key_exchange"}, std::string_view{"client_certificate_verify"},
    std::string_view{"client_change_cipher_spec"}, std::string_view{"client_finished"},
    std::string_view{"new_session_ticket"}, std::string_view{"server_change_cipher_spec"},
    std::string_view{"server_finished"}, std::string_view{"established"},
};

constexpr std::array message_names{
    std::string_view{"ClientHello"}, std::string_view{"ServerHello"}, std::string_view{"Certificate"},
    std::string_view{"CertificateStatus"}, std::string_view{"ServerKeyExchange"}, std::string_view{"CertificateRequest"},
    std::string_view{"ServerHelloDone"}, std::string_view{"ClientKeyExchange"},
    std::string_view{"CertificateVerify"}, std::string_view{"ChangeCipherSpec"}, std::string_view{"Finished"},
    std::string_view{"NewSessionTicket"},
};
// clang-format on

static_assert(state_names.size() == static_cast<std::size_t>(State::established) + 1);
static_assert(message_names.size() == static_cast<std::size_t>(Message::new_session_ticket) + 1);

} // namespace

std::string_view name_of(State state) { return state_names.at(static_cast<std::size_t>(state)); }
std::string_view name_of(Message message) { return message_names.at(static_cast<std::size_t>(message)); }

std::span<const Edge> edges() { return table; }

Role speaker_in(State state) {
    for (const Edge& edge : table)
        if (edge.from == state) return edge.sender;
    return Role::client;
}

const Edge& due_in(State state, const Facts& facts) {
    for (const Edge& edge : table)
        if (edge.from == state && edge.when.holds(facts)) return edge;
    throw std::logic_error("no message is due in this state");
}

bool expected_in(State state, Message message) {
    for (const Edge& edge : table)
        if (edge.from == state && edge.message == message) return true;
    return false;
}

const Edge& taken_from(State state, Message message, const Facts& facts) {
    for (const Edge& edge : table)
        if (edge.from == state && edge.message == message && edge.when.holds(facts)) return edge;
    throw std::logic_error("no row for this message and these facts");
}

} // namespace vitrine::tls
