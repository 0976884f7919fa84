// Notes on HelloRequest, ClientHello and ServerHello (RFC 5246 §7.4.1); the bodies of extensions are elsewhere.
#include "tls/trace/notes.h"

#include <array>

namespace vitrine::tls {

namespace {

// clang-format off
constexpr std::array notes{
    Note{"*.msg_type",
         "Which handshake message this is. Its number is none whose content is explained here.",
         "RFC 5246 §7.4"},
    Note{"*.body",
         "The length of the message, in 3 bytes: it may be longer than a record and is then spread over several, and "
         "several short messages may share one record.",
         "RFC 5246 §7.4"},
    Note{"*.content",
         "The content of a message that is not explained here.",
         "RFC 5246 §7.4"},
    Note{"HelloRequest.msg_type",
         "0: the server asks for a new handshake inside the connection. It is not part of any transcript. "
         "Renegotiation has caused so much harm (CVE-2009-3555) that many clients decline with no_renegotiation.",
         "RFC 5246 §7.4.1.1"},
    Note{"ClientHello.msg_type",
         "1: the client opens the handshake by saying all that it can do. The server chooses from it.",
         "RFC 5246 §7.4.1.2"},
    Note{"ClientHello.client_version",
         "The highest version the client speaks, 03 03 for TLS 1.2. One that speaks TLS 1.3 says 03 03 too and offers "
         "the rest in supported_versions, because servers were found that fail at a number they do not know.",
         "RFC 5246 §7.4.1.2"},
    Note{"ClientHello.random",
         "32 bytes, new in each handshake. They go into the master secret, the keys and the server's signature, so "
         "that nothing recorded from an older connection fits into this one. They are no secret.",
         "RFC 5246 §7.4.1.2"},
    Note{"ClientHello.session_id",
         "The session that the client would like to resume; empty if there is none. With a ticket on offer the client "
         "makes one up, and sees by its return that the server resumes; a client of TLS 1.3 sends one to look "
         "familiar.",
         "RFC 5246 §7.4.1.2"},
    Note{"ClientHello.cipher_suites",
         "How many bytes of cipher suites follow, 2 for each. They stand in the client's order of preference, which a "
         "server may follow or not.",
         "RFC 5246 §7.4.1.2"},
    Note{"ClientHello.cipher_suites[]",
         "One offer of key exchange, signature, cipher and hash together. Some are signals instead: 00 ff says that "
         "the client knows secure renegotiation, 56 00 that it tries again with a lower version. 0a0a, 1a1a, … mean "
         "nothing and see to it that servers skip what they do not know.",
         "RFC 5246 §7.4.1.2"},
    Note{"ClientHello.compression_methods",
         "How many compression methods follow.",
         "RFC 5246 §7.4.1.2"},
    Note{"ClientHello.compression_methods[]",
         "0, null, must be among them and should be the only one: the size of compressed data tells what is in them, "
         "and an attacker who can add to the plaintext reads cookies that way (CRIME, CVE-2012-4929).",
         "RFC 5246 §6.2.2"},
    Note{"ClientHello.extensions",
         "How many bytes of extensions follow. This is the only part of a hello that may be missing altogether.",
         "RFC 5246 §7.4.1.4"},
    Note{"ServerHello.msg_type",
         "2: the server has chosen, and says what. From here on both know which messages come next.",
         "RFC 5246 §7.4.1.3"},
    Note{"ServerHello.server_version",
         "The version of this connection: the highest that both speak.",
         "RFC 5246 §7.4.1.3"},
    Note{"ServerHello.random",
         "The server's 32 new bytes: without them a server's old answers could be played to a client again. A server "
         "that speaks TLS 1.3 and was asked for less ends them with DOWNGRD and a byte, so that an attacker who "
         "lowered the version is found out.",
         "RFC 8446 §4.1.3"},
    Note{"ServerHello.session_id",
         "The same as the client's: the session is resumed. Another one: a new session that could be resumed later by "
         "this name. Empty: the server keeps none, or gives a ticket instead.",
         "RFC 5246 §7.4.1.3"},
    Note{"ServerHello.cipher_suite",
         "The one suite of this connection, from those the client offered; a client must refuse any other. It decides "
         "the key exchange, the hash of the PRF, and how records are protected.",
         "RFC 5246 §7.4.1.3"},
    Note{"ServerHello.compression_method",
         "0, null: nothing is compressed. It must be one that the client offered.",
         "RFC 5246 §7.4.1.3"},
    Note{"ServerHello.extensions",
         "How many bytes of extensions follow. A server answers extensions and starts none: one that the client did "
         "not send ends the handshake with unsupported_extension.",
         "RFC 5246 §7.4.1.4"},
};
// clang-format on

} // namespace

std::span<const Note> hello_notes() { return notes; }

} // namespace vitrine::tls
