// Faults of order: messages that come early, late, twice, in pieces or not at all (RFC 5246 §7.3, §7.4).
#include "tls/lab/fault_tables.h"

#include <array>

namespace vitrine::tls {

namespace {

const Content change_of_keys{ContentType::change_cipher_spec, {1}};
const Content some_data{ContentType::application_data, {'h', 'e', 'l', 'l', 'o'}};

void change_cipher_spec_first(ScriptedEnd& end, const Content& due) {
    end.say_in_the_clear(change_of_keys);
    end.say(due);
}

void say_twice(ScriptedEnd& end, const Content& due) {
    end.say(due);
    end.say(due);
}

void change_of_two_bytes(ScriptedEnd& end, const Content&) { end.say({ContentType::change_cipher_spec, {1, 1}}); }
void change_to_two(ScriptedEnd& end, const Content&) { end.say({ContentType::change_cipher_spec, {2}}); }

void change_inside_a_message(ScriptedEnd& end, const Content& due) {
    end.say({ContentType::handshake, {20, 0, 0, 12, 1, 2}}); // Finished begins
    end.say(due);
}

void finished_at_once(ScriptedEnd& end, const Content&) { end.say(content_of(HandshakeType::finished, Bytes(12, 0))); }
void data_instead(ScriptedEnd& end, const Content&) { end.say(some_data); }

void data_first(ScriptedEnd& end, const Content& due) {
    end.say(some_data);
    end.say(due);
}

void alert_between_halves(ScriptedEnd& end, const Content& due) {
    const auto half = due.bytes.begin() + static_cast<std::ptrdiff_t>(due.bytes.size() / 2);
    end.say({due.type, {due.bytes.begin(), half}});
    end.say(content_of(AlertLevel::warning, AlertDescription::user_canceled));
    end.say({due.type, {half, due.bytes.end()}});
}

void empty_record_first(ScriptedEnd& end, const Content& due) {
    end.say({ContentType::handshake, {}});
    end.say(due);
}

void announce_16_mebibytes(ScriptedEnd& end, const Content&) {
    end.say({ContentType::handshake, {1, 0xff, 0xff, 0xff}});
}

void five_hello_requests_first(ScriptedEnd& end, const Content& due) {
    for (int i = 0; i < 5; ++i) end.say(content_of(HandshakeType::hello_request, {}));
    end.say(due);
}

void hello_again_twice(ScriptedEnd& end, const Content&) {
    const Content hello{ContentType::handshake, end.memory().handshake_messages.front()};
    say_twice(end, hello);
}

void hello_request_twice(ScriptedEnd& end, const Content&) {
    say_twice(end, content_of(HandshakeType::hello_request, {}));
}

using enum AlertDescription;
using enum Message;
constexpr Role client = Role::client;
constexpr Role server = Role::server;

// clang-format off
constexpr std::array faults{
    Fault{"ccs-early", client, client_key_exchange, change_cipher_spec_first, unexpected_message,
          "ChangeCipherSpec in the state client_key_exchange", "CVE-2014-0224 (EarlyCCS)",
          "The client changes to the new keys before any secret was exchanged, so that the server derives them from nothing."},
    Fault{"ccs-early-from-server", server, server_key_exchange, change_cipher_spec_first, unexpected_message,
          "ChangeCipherSpec in the state server_key_exchange", "CVE-2014-0224 (EarlyCCS)",
          "The server changes to the new keys before the key exchange."},
    Fault{"ccs-twice", client, Message::change_cipher_spec, say_twice, unexpected_message,
          "ChangeCipherSpec in the state client_finished", "RFC 5246 §7.1",
          "The client changes to the new keys twice, which would set the sequence numbers back to zero."},
    Fault{"ccs-length", client, Message::change_cipher_spec, change_of_two_bytes, decode_error,
          "ChangeCipherSpec", "RFC 5246 §7.1",
          "The ChangeCipherSpec has two bytes instead of one."},
    Fault{"ccs-value", client, Message::change_cipher_spec, change_to_two, illegal_parameter,
          "does not hold the value 1", "RFC 5246 §7.1",
          "The ChangeCipherSpec holds 2; only 1 is defined."},
    Fault{"ccs-inside-message", client, Message::change_cipher_spec, change_inside_a_message, unexpected_message,
          "in the middle of a handshake message", "CVE-2014-0224's kind",
          "A handshake message begins in the clear and is to end under the new keys, with ChangeCipherSpec in its middle."},
    Fault{"ccs-skipped", client, Message::change_cipher_spec, say_nothing, unexpected_message,
          "Finished in the state client_change_cipher_spec", "SMACK, CVE-2014-6593 (SKIP-TLS)",
          "The client never changes to the new keys and sends its Finished in the clear."},
    Fault{"skip-certificate", server, certificate, say_nothing, unexpected_message,
          "ServerKeyExchange in the state server_certificate", "SMACK",
          "The server shows no certificate and goes on with its key exchange."},
    Fault{"skip-ske", server, server_key_exchange, say_nothing, unexpected_message,
          "ServerHelloDone in the state server_key_exchange", "CVE-2014-3572, SMACK",
          "The server leaves out the ServerKeyExchange: its suite promised fresh keys, and there would be none."},
    Fault{"skip-tls", server, server_key_exchange, finished_at_once, unexpected_message,
          "Finished in the state server_key_exchange", "CVE-2014-6593 (SKIP-TLS)",
          "The server jumps from Certificate to Finished: no key exchange, no keys, no encryption."},
    Fault{"ske-twice", server, server_key_exchange, say_twice, unexpected_message,
          "ServerKeyExchange in the state", "RFC 5246 §7.3",
          "The server sends its ServerKeyExchange twice, so that one was signed and perhaps the other is used."},
    Fault{"finished-skipped", client, finished, data_instead, unexpected_message,
          "application data before the handshake was done", "RFC 5246 §7.4.9",
          "The client leaves out its Finished and begins with application data under the new keys."},
    Fault{"app-data-early", client, client_key_exchange, data_first, unexpected_message,
          "application data before the handshake was done", "RFC 5246 §7.4.9",
          "The client sends application data in the clear, in the middle of the handshake."},
    Fault{"interleaved", server, certificate, alert_between_halves, unexpected_message,
          "in the middle of a handshake message", "RFC 8446 §5.1's rule, kept here too",
          "A record of another type stands between the two halves of a handshake message."},
    Fault{"empty-handshake-record", client, client_key_exchange, empty_record_first, unexpected_message,
          "an empty handshake record", "RFC 5246 §6.2.1",
          "A handshake record carries nothing: it costs the sender little and the receiver a turn."},
    Fault{"huge-message-announced", client, client_hello, announce_16_mebibytes, illegal_parameter,
          "announces", "resource exhaustion",
          "A ClientHello announces 16 MiB in its header, for a receiver that would set them aside at once."},
    Fault{"hello-request-flood", server, server_hello, five_hello_requests_first, unexpected_message,
          "too many messages that move nothing", "CVE-2016-8610's kind",
          "The server says HelloRequest again and again within the handshake, where the client has to ignore it."},
    Fault{"renegotiate", client, std::nullopt, hello_again_twice, unexpected_message,
          "renegotiation was refused before", "CVE-2009-3555, CVE-2021-3449",
          "After the handshake the client begins another one; refused by a warning, it insists."},
    Fault{"renegotiate-from-server", server, std::nullopt, hello_request_twice, unexpected_message,
          "renegotiation was refused before", "CVE-2009-3555",
          "After the handshake the server asks for another one; refused by a warning, it insists."},
};
// clang-format on

} // namespace

std::span<const Fault> faults_of_order() { return faults; }

} // namespace vitrine::tls
