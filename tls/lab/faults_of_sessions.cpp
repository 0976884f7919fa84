// Faults of sessions: tickets that nobody promised or asked for, and second visits in which the rules of the first are
// broken (RFC 5077 §3, RFC 5246 §7.4.1.3, RFC 7627 §5.3).
#include "tls/lab/fault_tables.h"

#include <array>

namespace vitrine::tls {

namespace {

void drop_extended_master_secret(std::optional<Extensions>& extensions) {
    std::erase_if(*extensions,
                  [](const Extension& extension) { return extension.type == ExtensionType::extended_master_secret; });
}

template <class Hello> void without_extended_master_secret(ScriptedEnd& end, const Content& due) {
    say_changed<Hello>(end, due, [](Hello& hello) { drop_extended_master_secret(hello.extensions); });
}

void other_suite(ScriptedEnd& end, const Content& due) {
    say_changed<ServerHello>(
        end, due, [](ServerHello& hello) { hello.cipher_suite = CipherSuite::tls_ecdhe_rsa_with_aes_256_gcm_sha384; });
}

void answers_tickets(ScriptedEnd& end, const Content& due) {
    say_changed<ServerHello>(end, due, [](ServerHello& hello) {
        hello.extensions->push_back({ExtensionType::session_ticket, SessionTicket{}});
    });
}

void a_ticket_first(ScriptedEnd& end, const Content& due) {
    end.say(content_of(HandshakeType::new_session_ticket, encode(NewSessionTicket{300, Bytes(100, 7)})));
    end.say(due);
}

void verify_data_spoilt(ScriptedEnd& end, const Content& due) {
    say_changed<Finished>(end, due, [](Finished& finished) { finished.verify_data[0] ^= 1; });
}

void data_instead(ScriptedEnd& end, const Content&) {
    end.say({ContentType::application_data, {'h', 'e', 'l', 'l', 'o'}});
}

// By session ID: so the second visit needs no more of the first than both ends' memory.
void both_keep_sessions(ClientConfig& client, ServerConfig& server) {
    client.sessions = std::make_shared<SessionCache>();
    client.use_tickets = false;
    server.sessions = std::make_shared<SessionCache>();
}

void both_use_tickets(ClientConfig& client, ServerConfig& server) {
    client.sessions = std::make_shared<SessionCache>();
    server.tickets = std::make_shared<TicketKeys>();
}

using enum AlertDescription;
using enum Message;
constexpr Role client = Role::client;
constexpr Role server = Role::server;
constexpr std::string_view comes_back = "-reconnect -no_ticket"; // a client that does
constexpr std::string_view takes_tickets = "-reconnect";
constexpr std::string_view takes_none = "-no_ticket";

// clang-format off
constexpr std::array faults{
    Fault{"ticket-not-promised", server, Message::change_cipher_spec, a_ticket_first, unexpected_message,
          "NewSessionTicket in the state server_change_cipher_spec", "RFC 5077 §3.3",
          "The server gives a ticket to a client that asked for none, and had none promised.",
          nullptr, takes_none},
    Fault{"ticket-not-offered", server, server_hello, answers_tickets, unsupported_extension,
          "session_ticket, which was not offered", "RFC 5246 §7.4.1.4",
          "The server answers a session_ticket extension that the client did not send.",
          nullptr, takes_none},
    Fault{"ticket-skipped", server, new_session_ticket, say_nothing, unexpected_message,
          "ChangeCipherSpec in the state new_session_ticket", "RFC 5077 §3.3",
          "The server promises a ticket and leaves it out.",
          both_use_tickets, takes_tickets},
    Fault{"resumed-other-suite", server, server_hello, other_suite, illegal_parameter,
          "resumes the session with another cipher suite", "RFC 5246 §7.4.1.3",
          "The server takes up the session of the first visit with another cipher suite than it was made with.",
          both_keep_sessions, comes_back, Visit::second},
    Fault{"resumed-without-ems", server, server_hello, without_extended_master_secret<ServerHello>, handshake_failure,
          "resumes a session that has an extended master secret", "CVE-2014-1295 (3SHAKE), RFC 7627 §5.3",
          "The server takes up a session that is bound to its handshake, and leaves the bond out.",
          both_keep_sessions, comes_back, Visit::second},
    Fault{"resume-without-ems", client, client_hello, without_extended_master_secret<ClientHello>, handshake_failure,
          "would resume a session that has an extended master secret", "CVE-2014-1295 (3SHAKE), RFC 7627 §5.3",
          "The client asks for a session that is bound to its handshake, and leaves the bond out.",
          both_keep_sessions, "", Visit::second},
    Fault{"resumed-finished-wrong", client, finished, verify_data_spoilt, decrypt_error,
          "verify_data does not fit", "RFC 5246 §7.4.9",
          "The client ends the abbreviated handshake with a Finished that does not fit it.",
          both_keep_sessions, "", Visit::second},
    Fault{"resumed-finished-skipped", client, finished, data_instead, unexpected_message,
          "application data before the handshake was done", "RFC 5246 §7.4.9",
          "The client leaves its Finished out of the abbreviated handshake: whoever replays its hello could do as much.",
          both_keep_sessions, "", Visit::second},
};
// clang-format on

} // namespace

std::span<const Fault> faults_of_sessions() { return faults; }

} // namespace vitrine::tls
