// The table of moves: each (sender, message) of the flow and its two halves.
#include "tls/handshake/moves.h"

#include <array>

namespace vitrine::tls {

namespace {

using M = Message;
constexpr Role client = Role::client;
constexpr Role server = Role::server;

// clang-format off
constexpr std::array table{
    Move{client, M::client_hello,        write_client_hello,        read_client_hello,        nullptr},
    Move{server, M::server_hello,        write_server_hello,        read_server_hello,        derive_resumed_keys},
    Move{server, M::certificate,         write_server_certificate,  read_server_certificate,  nullptr},
    Move{server, M::certificate_status,  write_certificate_status,  read_certificate_status,  nullptr},
    Move{server, M::server_key_exchange, write_server_key_exchange, read_server_key_exchange, nullptr},
    Move{server, M::certificate_request, write_certificate_request, read_certificate_request, nullptr},
    Move{server, M::server_hello_done,   write_server_hello_done,   read_server_hello_done,   nullptr},
    Move{client, M::certificate,         write_client_certificate,  read_client_certificate,  nullptr},
    Move{client, M::client_key_exchange, write_client_key_exchange, read_client_key_exchange, derive_keys},
    Move{client, M::certificate_verify,  write_certificate_verify,  read_certificate_verify,  nullptr},
    Move{client, M::change_cipher_spec,  write_change_cipher_spec,  read_change_cipher_spec,  nullptr},
    Move{client, M::finished,            write_finished,            read_finished,            nullptr},
    Move{server, M::new_session_ticket,  write_new_session_ticket,  read_new_session_ticket,  nullptr},
    Move{server, M::change_cipher_spec,  write_change_cipher_spec,  read_change_cipher_spec,  nullptr},
    Move{server, M::finished,            write_finished,            read_finished,            nullptr},
};
// clang-format on

} // namespace

const Move* find_move(Role sender, Message message) {
    for (const Move& move : table)
        if (move.sender == sender && move.message == message) return &move;
    return nullptr;
}

} // namespace vitrine::tls
